//! Static and dynamic, side by side.
