//! What every page needs and no domain owns: chrome, visitor, session, forms, errors, headers, assets.
