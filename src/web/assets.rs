//! The files of `static/`: carried by the binary, unpacked once a build, served by actix-files.
//!
//! Under `/static/<build>/…` they are immutable; the few fixed names (`/static/specimen.html`) must be asked
//! for again each time. `.br` and `.gz` lie beside what shrinks by compression, made once when unpacking.

use std::{
    collections::HashMap,
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
    sync::LazyLock,
};

use actix_files::Files;
use actix_web::{
    HttpResponse,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse, fn_service},
    guard,
    http::{
        StatusCode,
        header::{self, ETag, EntityTag, Header as _, HeaderValue, IfNoneMatch, TryIntoHeaderValue as _},
    },
    middleware::{DefaultHeaders, Next, from_fn},
    web,
};
use data_encoding::BASE64URL_NOPAD;
use include_dir::{Dir, include_dir};
use sha2::{Digest as _, Sha256};

use super::error_pages;

static CARRIED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Tells builds with different files apart.
const BUILD: &str = env!("QUINTAL_CARRIED");

/// Kinds of files that shrink by compression; the others are compressed already.
const SHRINKING: [&str; 6] = ["css", "js", "svg", "html", "txt", "json"];

/// How a file may be packed, as `Content-Encoding` says it.
const ENCODINGS: [&str; 3] = ["", "br", "gzip"];

/// Fixed names, which stay the same from build to build: the specimen, and what it shows itself with. The
/// exhibit holds it up in a frame, so it may be framed by our own pages.
const FIXED: [&str; 3] = ["specimen.html", "specimen.css", "icons/leaf.svg"];
const FIXED_FOLDER: &str = "fonts/";
const FRAMED_BY_US: &str =
    "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'";

/// The address of a file of `static/`.
#[must_use]
pub fn url(path: &str) -> String {
    format!("/static/{BUILD}/{path}")
}

/// Unpacks the files below `data/static/`, unless this build has done so before, and forgets other builds'.
///
/// # Errors
/// When the data directory cannot be written to.
pub fn unpack(data: &Path) -> io::Result<PathBuf> {
    let parent = data.join("static");
    let folder = parent.join(BUILD);
    if folder.is_dir() {
        return Ok(folder);
    }
    fs::create_dir_all(&parent)?;
    // Unpacked beside and moved into place, so that two starting programs never serve half a folder.
    let fresh = tempfile::Builder::new().prefix(".unpacking-").tempdir_in(&parent)?;
    unpack_folder(&CARRIED, fresh.path())?;
    if let Err(error) = fs::rename(fresh.path(), &folder)
        && !folder.is_dir()
    {
        return Err(error);
    }
    Ok(folder)
}

fn unpack_folder(folder: &Dir<'_>, into: &Path) -> io::Result<()> {
    for file in folder.files() {
        let path = into.join(file.path());
        if let Some(parent) = path.parent() {
            fs::create_dir_all(parent)?;
        }
        fs::write(&path, file.contents())?;
        let shrinks =
            path.extension().and_then(|end| end.to_str()).is_some_and(|end| SHRINKING.contains(&end));
        if shrinks {
            fs::write(beside(&path, "br"), brotli(file.contents())?)?;
            fs::write(beside(&path, "gz"), gzip(file.contents())?)?;
        }
    }
    folder.dirs().try_for_each(|inner| unpack_folder(inner, into))
}

fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(".");
    name.push(ending);
    PathBuf::from(name)
}

fn brotli(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut packed = Vec::new();
    let mut writer = brotli::CompressorWriter::new(&mut packed, 4096, 11, 22);
    writer.write_all(bytes)?;
    writer.flush()?;
    drop(writer);
    Ok(packed)
}

fn gzip(bytes: &[u8]) -> io::Result<Vec<u8>> {
    let mut writer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    writer.write_all(bytes)?;
    writer.finish()
}

/// The static route.
pub fn routes(folder: &Path) -> impl FnOnce(&mut web::ServiceConfig) + use<> {
    let folder = folder.to_owned();
    move |app| {
        let fixed = guard::fn_guard(|context| {
            let name = context.head().uri.path().strip_prefix("/static/");
            name.is_some_and(|name| FIXED.contains(&name) || name.starts_with(FIXED_FOLDER))
        });
        app.service(
            web::scope("/static")
                .wrap(from_fn(error_pages::draw))
                .service(
                    web::scope(BUILD)
                        .wrap(from_fn(|request, next| {
                            keep(request, next, "public, max-age=31536000, immutable")
                        }))
                        .service(files(&folder)),
                )
                .service(
                    web::scope("")
                        .guard(fixed)
                        .wrap(from_fn(|request, next| keep(request, next, "public, no-cache")))
                        .wrap(
                            DefaultHeaders::new()
                                .add((header::CONTENT_SECURITY_POLICY, FRAMED_BY_US))
                                .add((header::X_FRAME_OPTIONS, "SAMEORIGIN")),
                        )
                        .service(files(&folder)),
                )
                .default_service(web::to(HttpResponse::NotFound)),
        );
    }
}

fn files(folder: &Path) -> Files {
    Files::new("/", folder)
        .prefer_utf8(true)
        .try_compressed()
        // Its tag is made of the inode and the time of change, which differ from replica to replica: see `keep`.
        .use_etag(false)
        .use_last_modified(true)
        .default_handler(fn_service(|request: ServiceRequest| async move {
            let (request, _) = request.into_parts();
            Ok(ServiceResponse::new(request, HttpResponse::NotFound().finish()))
        }))
}

/// The digest of each carried file, by its path.
static TAGS: LazyLock<HashMap<&'static Path, String>> = LazyLock::new(|| {
    let mut tags = HashMap::new();
    let mut folders = vec![&CARRIED];
    while let Some(folder) = folders.pop() {
        folders.extend(folder.dirs());
        tags.extend(folder.files().map(|file| {
            let digest = Sha256::digest(file.contents());
            (file.path(), BASE64URL_NOPAD.encode(digest.get(..15).unwrap_or(&digest)))
        }));
    }
    tags
});

/// The tag of the file that an address names, packed by `encoding` (none: as it is).
fn tag(address: &str, encoding: &str) -> Option<EntityTag> {
    let path = address.strip_prefix("/static/")?;
    let path = path.strip_prefix(BUILD).map_or(path, |path| path.trim_start_matches('/'));
    let digest = TAGS.get(Path::new(path))?;
    let end = if encoding.is_empty() { String::new() } else { format!("-{encoding}") };
    Some(EntityTag::new_strong(format!("{digest}{end}")))
}

/// The tag by which the asker knows the file already, whichever way it was packed.
fn known(request: &ServiceRequest) -> Option<EntityTag> {
    let mine = ENCODINGS.iter().filter_map(|encoding| tag(request.path(), encoding));
    match IfNoneMatch::parse(request).ok()? {
        IfNoneMatch::Any => None,
        IfNoneMatch::Items(theirs) => {
            mine.into_iter().find(|tag| theirs.iter().any(|their| their.weak_eq(tag)))
        }
    }
}

/// Says how long a file may be kept, and by which tag it is known again. Only what was found may be kept: a 404
/// under an old build's address must not.
async fn keep(
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
    how_long: &'static str,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let address = request.path().to_owned();
    let mut response = match known(&request) {
        Some(tag) => {
            let mut answer = HttpResponse::NotModified();
            answer.insert_header(ETag(tag)).insert_header((header::VARY, "accept-encoding"));
            request.into_response(answer.finish()).map_into_right_body()
        }
        None => next.call(request).await?.map_into_left_body(),
    };
    let status = response.status();
    if !status.is_success() && status != StatusCode::NOT_MODIFIED {
        return Ok(response);
    }
    let headers = response.headers_mut();
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(how_long));
    if !headers.contains_key(header::ETAG) {
        let encoding = headers.get(header::CONTENT_ENCODING).and_then(|value| value.to_str().ok());
        if let Some(tag) = tag(&address, encoding.unwrap_or_default()) {
            headers.insert(header::ETAG, ETag(tag).try_into_value()?);
        }
    }
    Ok(response)
}
