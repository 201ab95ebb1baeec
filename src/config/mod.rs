//! Settings from flags, environment and file: one file a section, validated before anything starts.
