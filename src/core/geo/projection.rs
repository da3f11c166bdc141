//! Equal-area projections of the globe, a sphere of radius 1: a region's size on the map
//! is its size on the ground. Projected y grows southwards, as on a page.

use super::{LonLat, Point, sin_cos};

/// How the globe is laid flat.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Projection {
    /// Lambert azimuthal equal-area about a centre. Snyder, "Map Projections: A Working Manual",
    /// 1987, pages 182 to 190.
    LambertAzimuthal { center: LonLat },
    /// Equal Earth about the Greenwich meridian. Šavrič, Patterson and Jenny, "The Equal Earth
    /// map projection", International Journal of Geographical Information Science, 2018.
    EqualEarth,
}

/// Equal Earth's polynomial.
const A: [f64; 4] = [1.340_264, -0.081_106, 0.000_893, 0.003_796];
/// √3 / 2.
const M: f64 = 0.866_025_403_784_438_6;

impl Projection {
    /// Lambert azimuthal about 75°W 9.2°S: shapes over Peru are off by less than half a degree.
    pub const PERU: Self = Self::LambertAzimuthal { center: LonLat { lon: -75.0, lat: -9.2 } };

    /// Where a place falls, in radii of the globe.
    pub fn project(self, place: LonLat) -> Point {
        let (lon, lat) = (place.lon.to_radians(), place.lat.to_radians());
        match self {
            Self::LambertAzimuthal { center } => {
                let (sin_center, cos_center) = sin_cos(center.lat.to_radians());
                let (sin_lat, cos_lat) = sin_cos(lat);
                let (sin_lon, cos_lon) = sin_cos(lon - center.lon.to_radians());
                // Snyder 24-2; the floor keeps the centre's antipode finite.
                let nearness = 1.0 + sin_center * sin_lat + cos_center * cos_lat * cos_lon;
                let scale = (2.0 / nearness.max(1e-9)).sqrt();
                Point {
                    x: scale * cos_lat * sin_lon,
                    y: -scale * (cos_center * sin_lat - sin_center * cos_lat * cos_lon),
                }
            }
            Self::EqualEarth => {
                let theta = (M * sin_cos(lat).0).asin();
                Point {
                    x: lon * sin_cos(theta).1 / (M * equal_earth_slope(theta)),
                    y: -equal_earth_height(theta),
                }
            }
        }
    }

    /// The place that falls on a point, or nothing outside the globe.
    pub fn invert(self, point: Point) -> Option<LonLat> {
        match self {
            Self::LambertAzimuthal { center } => {
                let (x, y) = (point.x, -point.y);
                let distance = x.hypot(y);
                if distance > 2.0 {
                    return None;
                }
                if distance < 1e-12 {
                    return Some(center);
                }
                // Snyder 20-14, 20-15 and 24-16.
                let (sin_angle, cos_angle) = sin_cos(2.0 * (distance / 2.0).asin());
                let (sin_center, cos_center) = sin_cos(center.lat.to_radians());
                let lat = (cos_angle * sin_center + y * sin_angle * cos_center / distance).asin();
                let lon = (x * sin_angle)
                    .atan2(distance * cos_center * cos_angle - y * sin_center * sin_angle);
                Some(LonLat { lon: center.lon + lon.to_degrees(), lat: lat.to_degrees() })
            }
            Self::EqualEarth => {
                let height = -point.y;
                let mut theta = height / A[0];
                for _ in 0..12 {
                    theta -= (equal_earth_height(theta) - height) / equal_earth_slope(theta);
                }
                let (sin_theta, cos_theta) = sin_cos(theta);
                let sin_lat = sin_theta / M;
                let lon = point.x * M * equal_earth_slope(theta) / cos_theta;
                if sin_lat.abs() > 1.0 || lon.abs() > std::f64::consts::PI {
                    return None;
                }
                Some(LonLat { lon: lon.to_degrees(), lat: sin_lat.asin().to_degrees() })
            }
        }
    }
}

fn equal_earth_height(theta: f64) -> f64 {
    let theta2 = theta * theta;
    let theta6 = theta2 * theta2 * theta2;
    theta * (A[0] + A[1] * theta2 + theta6 * (A[2] + A[3] * theta2))
}

fn equal_earth_slope(theta: f64) -> f64 {
    let theta2 = theta * theta;
    let theta6 = theta2 * theta2 * theta2;
    A[0] + 3.0 * A[1] * theta2 + theta6 * (7.0 * A[2] + 9.0 * A[3] * theta2)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(projection: Projection, (lon, lat): (f64, f64), (x, y): (f64, f64)) {
        let place = LonLat { lon, lat };
        let point = projection.project(place);
        assert!((point.x - x).abs() < 1e-5 && (point.y - y).abs() < 1e-5, "{point:?}");
        let back = projection.invert(point).expect("a point on the globe");
        assert!((back.lon - lon).abs() < 1e-6 && (back.lat - lat).abs() < 1e-6, "{back:?}");
    }

    #[test]
    fn lambert_agrees_with_snyders_worked_example() {
        // Snyder, page 332: centre 40°N 100°W, the point 20°S 100°E, on a globe of radius 3.
        let snyder = Projection::LambertAzimuthal { center: LonLat { lon: -100.0, lat: 40.0 } };
        let point = snyder.project(LonLat { lon: 100.0, lat: -20.0 });
        let (x, y) = (point.x * 3.0, -point.y * 3.0);
        assert!((x - -4.233_930_3).abs() < 1e-6 && (y - 4.025_777_5).abs() < 1e-6, "{x} {y}");
    }

    #[test]
    fn lambert_returns_to_where_it_came_from() {
        check(Projection::PERU, (-75.0, -9.2), (0.0, 0.0));
        check(Projection::PERU, (-75.0, -18.2), (0.0, 0.156_918));
    }

    #[test]
    fn equal_earth_spans_what_its_authors_give() {
        // Half the width and half the height of the world on a unit sphere.
        check(Projection::EqualEarth, (180.0, 0.0), (2.706_630, 0.0));
        let pole = Projection::EqualEarth.project(LonLat { lon: 0.0, lat: 90.0 });
        assert!((pole.y - -1.317_363).abs() < 1e-5, "{pole:?}");
        let tokyo = LonLat { lon: 139.7, lat: 35.7 };
        let back = Projection::EqualEarth.invert(Projection::EqualEarth.project(tokyo));
        let back = back.expect("a point on the globe");
        assert!((back.lon - tokyo.lon).abs() < 1e-9 && (back.lat - tokyo.lat).abs() < 1e-9);
    }

    #[test]
    fn equal_areas_stay_equal() {
        // A cell of one degree, as a parallelogram of its projected sides.
        let cell = |projection: Projection, lon: f64, lat: f64| {
            let step = 1e-3;
            let at = projection.project(LonLat { lon, lat });
            let east = projection.project(LonLat { lon: lon + step, lat });
            let north = projection.project(LonLat { lon, lat: lat + step });
            let area = (east.x - at.x) * (at.y - north.y) - (at.y - east.y) * (north.x - at.x);
            area / lat.to_radians().cos()
        };
        for projection in [Projection::PERU, Projection::EqualEarth] {
            let middle = cell(projection, -75.0, -9.2);
            for (lon, lat) in [(-81.0, -4.0), (-69.0, -18.0), (2.3, 48.9), (-99.0, 19.4)] {
                let share = cell(projection, lon, lat) / middle;
                assert!((share - 1.0).abs() < 1e-3, "{projection:?} {lon} {lat}: {share}");
            }
        }
    }

    #[test]
    fn nothing_lies_outside_the_globe() {
        assert_eq!(Projection::PERU.invert(Point { x: 2.1, y: 0.0 }), None);
        assert_eq!(Projection::EqualEarth.invert(Point { x: 3.0, y: 0.0 }), None);
        assert_eq!(Projection::EqualEarth.invert(Point { x: 0.0, y: 1.5 }), None);
    }
}
