//! Static and dynamic, side by side: an article that is a file, and the same article made for one request.
//!
//! Every figure on the page is measured on the request that shows it. The static half is fetched from the
//! program's own static route, over the wire like any browser's; the dynamic half is timed as a fragment.

mod dynamic;
mod page;
mod specimen;

pub use page::routes;
