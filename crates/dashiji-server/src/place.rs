//! Where places lie, and the base map that an office may bring.
//!
//! Coordinates of divisions are those that formats are written with (`dashiji_publish::coordinates`). A base map is GeoJSON; one in GCJ-02, the
//! shifted datum of maps made in China, is brought back to WGS-84.

pub use dashiji_publish::coordinates::{holders, located};
use std::sync::LazyLock;

/// The name of a code today or last.
pub fn name(code: u32) -> Option<&'static str> {
    dashiji::resolve::division::of_code(code, None).map(|division| division.name)
}

/// Whether a water runs or stands, or is the sea where it meets the land.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Water {
    /// A river.
    River,
    /// A lake.
    Lake,
    /// The sea's edge.
    Coast,
}

/// Rivers, lakes and coasts as lines of longitudes and latitudes (Natural Earth, 1:50 million); no boundary is among them.
pub fn waters() -> &'static [(Water, Vec<(f64, f64)>)] {
    static WATERS: LazyLock<Vec<(Water, Vec<(f64, f64)>)>> = LazyLock::new(|| {
        let rows = include_str!("../data/waters.tsv").lines().filter(|row| !row.starts_with('#'));
        rows.filter_map(|row| {
            let (kind, points) = row.split_once('\t')?;
            let point = |point: &str| {
                let (lon, lat) = point.split_once(',')?;
                Some((lon.parse().ok()?, lat.parse().ok()?))
            };
            let kind = match kind {
                "lake" => Water::Lake,
                "coast" => Water::Coast,
                _ => Water::River,
            };
            Some((kind, points.split(' ').filter_map(point).collect()))
        })
        .collect()
    });
    &WATERS
}

/// What the coordinates of a base map are measured on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Datum {
    /// As GPS gives them.
    #[default]
    Wgs84,
    /// As maps made in China give them.
    Gcj02,
}

/// Lines of an office's own base map, WGS-84.
#[derive(Debug, Clone, Default)]
pub struct BaseMap {
    /// Each a run of longitudes and latitudes.
    pub lines: Vec<Vec<(f64, f64)>>,
}

impl BaseMap {
    /// Reads a GeoJSON.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn read(geojson: &str, datum: Datum) -> Result<Self, String> {
        let value: serde_json::Value = serde_json::from_str(geojson).map_err(|e| e.to_string())?;
        let mut map = Self::default();
        map.collect(&value, datum, 0);
        if map.lines.is_empty() { Err("GeoJSON: no lines or areas in it".to_owned()) } else { Ok(map) }
    }

    fn collect(&mut self, value: &serde_json::Value, datum: Datum, depth: usize) {
        use serde_json::Value;
        if depth > 12 {
            return;
        }
        let pair = |value: &Value| -> Option<(f64, f64)> {
            let list = value.as_array()?;
            let (lon, lat) = (list.first()?.as_f64()?, list.get(1)?.as_f64()?);
            (lon.abs() <= 180.0 && lat.abs() <= 90.0).then_some(match datum {
                Datum::Wgs84 => (lon, lat),
                Datum::Gcj02 => from_gcj02(lon, lat),
            })
        };
        match value {
            Value::Object(object) => {
                for key in ["features", "geometry", "geometries", "coordinates"] {
                    if let Some(inner) = object.get(key) {
                        self.collect(inner, datum, depth + 1);
                    }
                }
            }
            Value::Array(list) => {
                let line: Vec<(f64, f64)> = list.iter().map_while(pair).collect();
                if line.len() == list.len() && line.len() > 1 {
                    self.lines.push(line);
                } else {
                    for inner in list {
                        self.collect(inner, datum, depth + 1);
                    }
                }
            }
            _ => {}
        }
    }
}

/// WGS-84 to GCJ-02, by the published formulas (Krassovsky ellipsoid); outside China nothing is shifted.
pub fn to_gcj02(lon: f64, lat: f64) -> (f64, f64) {
    use std::f64::consts::PI;
    if !(72.004..=137.8347).contains(&lon) || !(0.8293..=55.8271).contains(&lat) {
        return (lon, lat);
    }
    let (x, y) = (lon - 105.0, lat - 35.0);
    let root = x.abs().sqrt();
    let wave = (20.0 * (6.0 * x * PI).sin() + 20.0 * (2.0 * x * PI).sin()) * 2.0 / 3.0;
    let mut north = -100.0 + 2.0 * x + 3.0 * y + 0.2 * y * y + 0.1 * x * y + 0.2 * root + wave;
    north += (20.0 * (y * PI).sin() + 40.0 * (y / 3.0 * PI).sin()) * 2.0 / 3.0;
    north += (160.0 * (y / 12.0 * PI).sin() + 320.0 * (y * PI / 30.0).sin()) * 2.0 / 3.0;
    let mut east = 300.0 + x + 2.0 * y + 0.1 * x * x + 0.1 * x * y + 0.1 * root + wave;
    east += (20.0 * (x * PI).sin() + 40.0 * (x / 3.0 * PI).sin()) * 2.0 / 3.0;
    east += (150.0 * (x / 12.0 * PI).sin() + 300.0 * (x / 30.0 * PI).sin()) * 2.0 / 3.0;
    let (axis, squared) = (6_378_245.0, 0.006_693_421_622_965_943);
    let turn = lat.to_radians();
    let magic = 1.0 - squared * turn.sin().powi(2);
    let north = north * 180.0 / (axis * (1.0 - squared) / (magic * magic.sqrt()) * PI);
    let east = east * 180.0 / (axis / magic.sqrt() * turn.cos() * PI);
    (lon + east, lat + north)
}

/// GCJ-02 to WGS-84, by coming nearer until less than a millimetre is left.
pub fn from_gcj02(lon: f64, lat: f64) -> (f64, f64) {
    let (mut x, mut y) = (lon, lat);
    for _ in 0..12 {
        let (a, b) = to_gcj02(x, y);
        x -= a - lon;
        y -= b - lat;
    }
    (x, y)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_shifted_datum_comes_back() {
        let there = to_gcj02(116.404, 39.915);
        assert!((there.0 - 116.410_24).abs() < 2e-4 && (there.1 - 39.916_40).abs() < 2e-4, "{there:?}");
        let back = from_gcj02(there.0, there.1);
        assert!((back.0 - 116.404).abs() < 1e-8 && (back.1 - 39.915).abs() < 1e-8);
        assert_eq!(to_gcj02(2.35, 48.85), (2.35, 48.85));
    }

    #[test]
    fn waters_lie_where_they_lie() {
        let rivers: Vec<_> = waters().iter().filter(|(kind, _)| *kind == Water::River).collect();
        assert!(rivers.len() > 50 && waters().iter().all(|(_, line)| line.len() > 1));
        // A river runs past Wuhan, and one past Lanzhou.
        for (lon, lat) in [(114.3, 30.6), (103.8, 36.1)] {
            let near = |at: &(f64, f64)| (at.0 - lon).hypot(at.1 - lat) < 0.6;
            assert!(rivers.iter().any(|(_, line)| line.iter().any(near)), "{lon} {lat}");
        }
        // The sea meets the land off Qingdao, Xiamen and Haikou, on both sides of Taiwan, and nowhere near Zhengzhou.
        let coasts: Vec<_> = waters().iter().filter(|(kind, _)| *kind == Water::Coast).collect();
        let near = |lon: f64, lat: f64| {
            let near = |at: &(f64, f64)| (at.0 - lon).hypot(at.1 - lat) < 0.6;
            coasts.iter().any(|(_, line)| line.iter().any(near))
        };
        for (lon, lat) in [(120.4, 36.1), (118.1, 24.5), (110.3, 20.0), (120.2, 23.0), (121.6, 24.0)] {
            assert!(near(lon, lat), "{lon} {lat}");
        }
        assert!(!near(113.6, 34.7));
    }

    #[test]
    fn a_base_map_may_be_any_geojson() {
        let map = r#"{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[[[116,31],[117,31],[117,32],[116,31]]]}},
            {"type":"Feature","geometry":{"type":"MultiLineString","coordinates":[[[1,2],[3,4]],[[5,6],[7,8]]]}}]}"#;
        assert_eq!(BaseMap::read(map, Datum::Wgs84).unwrap().lines.len(), 3);
        assert!(BaseMap::read("{}", Datum::Wgs84).is_err());
        assert!(BaseMap::read("[[[[", Datum::Gcj02).is_err());
    }
}
