//! Where blobs live: attachments by content hash.
