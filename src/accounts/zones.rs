//! The time zones that a person may choose, from the database that the program carries.

use std::sync::LazyLock;

use jiff::tz::TimeZoneDatabase;

/// The zones of one part of the world.
#[derive(Clone, Debug)]
pub struct Area {
    /// Its name in the database: `America`, `Europe` …
    pub name: &'static str,
    /// Full names, in order.
    pub zones: Vec<Zone>,
}

/// One zone.
#[derive(Clone, Debug)]
pub struct Zone {
    /// The IANA name: `America/Argentina/Buenos_Aires`.
    pub name: String,
    /// What stands in a list under its area: `Argentina / Buenos Aires`.
    pub label: String,
}

/// Parts of the world; other names of the database are old spellings and offsets without a place.
const AREAS: [&str; 10] = [
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
];

/// The zone without a place.
pub const UTC: &str = "UTC";

/// All zones by area; [`UTC`] stands apart.
#[must_use]
pub fn areas() -> &'static [Area] {
    static ALL: LazyLock<Vec<Area>> = LazyLock::new(|| AREAS.map(area).into());
    &ALL
}

fn area(name: &'static str) -> Area {
    let mut zones: Vec<Zone> = TimeZoneDatabase::bundled()
        .available()
        .filter_map(|zone| {
            let (area, place) = zone.as_str().split_once('/')?;
            let label = place.replace('/', " / ").replace('_', " ");
            (area == name).then(|| Zone { name: zone.as_str().to_owned(), label })
        })
        .collect();
    zones.sort_by(|a, b| a.name.cmp(&b.name));
    Area { name, zones }
}

/// The name of a zone that was chosen, if it is one of the list.
#[must_use]
pub fn parse(name: &str) -> Option<String> {
    let known = name == UTC || areas().iter().any(|area| area.zones.iter().any(|zone| zone.name == name));
    known.then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use jiff::tz::TimeZone;

    use super::*;

    #[test]
    fn every_zone_can_be_used() {
        let names: Vec<_> = areas().iter().flat_map(|area| &area.zones).map(|zone| &zone.name).collect();
        assert!(names.len() > 400, "{}", names.len());
        for name in names {
            assert!(TimeZone::get(name).is_ok(), "{name}");
        }
    }

    #[test]
    fn only_zones_are_taken() {
        assert_eq!(parse("America/Sao_Paulo").as_deref(), Some("America/Sao_Paulo"));
        assert_eq!(parse("UTC").as_deref(), Some("UTC"));
        for wrong in ["", "Mars/Phobos", "america/sao_paulo", "../../etc/passwd", "America"] {
            assert_eq!(parse(wrong), None, "{wrong}");
        }
    }
}
