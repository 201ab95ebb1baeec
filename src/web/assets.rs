//! The files of `static/`: carried by the binary, unpacked once a build, served by actix-files.
//!
//! Under `/static/<build>/…` they are immutable; the few fixed names (`/static/specimen.html`) must be asked
//! for again each time. `.br` and `.gz` lie beside what shrinks by compression, made once when unpacking.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use actix_files::Files;
use actix_web::{
    HttpResponse,
    body::MessageBody,
    dev::{ServiceRequest, ServiceResponse, fn_service},
    guard,
    http::{
        StatusCode,
        header::{self, HeaderValue},
    },
    middleware::{DefaultHeaders, Next, from_fn},
    web,
};
use include_dir::{Dir, include_dir};

use super::error_pages;

static CARRIED: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/static");

/// Tells builds with different files apart.
const BUILD: &str = env!("QUINTAL_CARRIED");

/// Kinds of files that shrink by compression; the others are compressed already.
const SHRINKING: [&str; 6] = ["css", "js", "svg", "html", "txt", "json"];

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
        .use_etag(true)
        .use_last_modified(true)
        .default_handler(fn_service(|request: ServiceRequest| async move {
            let (request, _) = request.into_parts();
            Ok(ServiceResponse::new(request, HttpResponse::NotFound().finish()))
        }))
}

/// Says how long a file may be kept. Only what was found may be: a 404 under an old build's address must not.
async fn keep(
    request: ServiceRequest,
    next: Next<impl MessageBody>,
    how_long: &'static str,
) -> Result<ServiceResponse<impl MessageBody>, actix_web::Error> {
    let mut response = next.call(request).await?;
    let status = response.status();
    if status.is_success() || status == StatusCode::NOT_MODIFIED {
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static(how_long));
    }
    Ok(response)
}
