-- Smaller pictures, for pages that show less than the whole. They belong to the bytes of a picture, whatever files
-- have them.

create table pictures (
    -- Of the original.
    sha256 bytea primary key,
    -- The program's way of making smaller ones when it looked at this one.
    version smallint not null,
    -- Why there are none, where it could not be read.
    failure text,
    made_at timestamptz not null
);

create table thumbnails (
    sha256 bytea not null references pictures on delete cascade,
    width integer not null,
    height integer not null,
    blob bytea not null check (octet_length(blob) = 32),
    media_type text not null,
    size bigint not null,
    primary key (sha256, width)
);

create index thumbnails_by_blob on thumbnails (blob);
