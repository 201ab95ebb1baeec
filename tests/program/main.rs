//! The program as a whole: its processes, its files, its signals.

mod private;
