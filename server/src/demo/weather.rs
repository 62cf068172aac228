//! The demo's upstream: a small weather API on loopback. Its numbers are made from the city's name
//! and the day, so that the same question gets the same answer.
use crate::{clock::Clock, http::problem};
use app::time::Timestamp;
use axum::{
    Json, Router,
    extract::{Query, State},
    http::StatusCode,
    response::{IntoResponse, Response},
    routing::get,
};
use chrono::{Datelike, TimeDelta};
use serde::Deserialize;
use serde_json::{Value, json};
use std::{
    collections::hash_map::DefaultHasher,
    hash::{Hash, Hasher},
    sync::Arc,
};

struct City {
    name: &'static str,
    country: &'static str,
    latitude: f64,
    longitude: f64,
}

const CITIES: [City; 12] = [
    city("Bergen", "NO", 60.39, 5.32),
    city("Cape Town", "ZA", -33.92, 18.42),
    city("Hanoi", "VN", 21.03, 105.85),
    city("Lisbon", "PT", 38.72, -9.14),
    city("Lima", "PE", -12.05, -77.04),
    city("Nairobi", "KE", -1.29, 36.82),
    city("Oslo", "NO", 59.91, 10.75),
    city("Porto", "PT", 41.15, -8.61),
    city("Reykjavik", "IS", 64.15, -21.94),
    city("Seattle", "US", 47.61, -122.33),
    city("Vienna", "AT", 48.21, 16.37),
    city("Wellington", "NZ", -41.29, 174.78),
];

const fn city(name: &'static str, country: &'static str, latitude: f64, longitude: f64) -> City {
    City { name, country, latitude, longitude }
}

const SKIES: [&str; 6] = ["clear", "fair", "cloudy", "rain", "storm", "fog"];

type Now = Arc<dyn Clock>;

pub fn router(clock: Now) -> Router {
    Router::new()
        .route("/cities", get(cities))
        .route("/forecast", get(forecast))
        .route("/alerts", get(alerts))
        .route("/stations", get(stations).post(report))
        .fallback(|| async {
            problem::response(StatusCode::NOT_FOUND, "not_found", "There is no such resource.")
        })
        .with_state(clock)
}

async fn cities() -> Json<Value> {
    let all: Vec<Value> = CITIES.iter().map(described).collect();
    Json(json!({ "cities": all }))
}

#[derive(Debug, Deserialize)]
struct ForecastQuery {
    city: Option<String>,
    days: Option<i64>,
}

async fn forecast(State(clock): State<Now>, Query(query): Query<ForecastQuery>) -> Response {
    let wanted = query.city.unwrap_or_else(|| "Lisbon".to_owned());
    let Some(city) = CITIES.iter().find(|city| city.name.eq_ignore_ascii_case(wanted.trim())) else {
        let detail = "Unknown city. GET /cities lists the ones there are.";
        return problem::response(StatusCode::NOT_FOUND, "unknown_city", detail);
    };
    let days = query.days.unwrap_or(3).clamp(1, 10);
    let today = clock.now();
    let forecast: Vec<Value> = (0..days).map(|day| day_of(city, today + TimeDelta::days(day))).collect();
    Json(json!({ "city": described(city), "issued_at": today.to_rfc3339(), "days": forecast }))
        .into_response()
}

async fn alerts(State(clock): State<Now>) -> Json<Value> {
    let today = clock.now();
    let stormy = CITIES.iter().filter(|city| sky(city, today) == "storm");
    let all: Vec<Value> = stormy
        .map(|city| json!({ "city": city.name, "kind": "storm", "severity": "moderate", "until": (today + TimeDelta::hours(18)).to_rfc3339() }))
        .collect();
    Json(json!({ "alerts": all }))
}

async fn stations() -> Json<Value> {
    let all: Vec<Value> = CITIES
        .iter()
        .map(|city| json!({ "id": format!("ws-{}", number(city.name, 9000) + 1000), "city": city.name }))
        .collect();
    Json(json!({ "stations": all }))
}

#[derive(Debug, Deserialize)]
struct Report {
    station: String,
    celsius: f64,
}

async fn report(State(clock): State<Now>, Json(report): Json<Report>) -> Response {
    let taken = json!({ "station": report.station, "celsius": report.celsius, "received_at": clock.now().to_rfc3339() });
    (StatusCode::CREATED, Json(taken)).into_response()
}

fn described(city: &City) -> Value {
    json!({ "name": city.name, "country": city.country, "latitude": city.latitude, "longitude": city.longitude })
}

fn day_of(city: &City, day: Timestamp) -> Value {
    let seed = (city.name, day.num_days_from_ce());
    let warmth = 28.0 - city.latitude.abs() * 0.45;
    let high = warmth + f64::from(number(seed, 90)) / 10.0 - 4.5;
    json!({
        "date": day.format("%Y-%m-%d").to_string(),
        "sky": sky(city, day),
        "celsius": { "high": rounded(high), "low": rounded(high - 5.0 - f64::from(number((seed, 1), 40)) / 10.0) },
        "wind_kmh": number((seed, 2), 60),
        "rain_chance": f64::from(number((seed, 3), 100)) / 100.0,
    })
}

fn sky(city: &City, day: Timestamp) -> &'static str {
    SKIES[number((city.name, day.num_days_from_ce(), "sky"), 6) as usize]
}

fn rounded(celsius: f64) -> f64 {
    (celsius * 10.0).round() / 10.0
}

/// Below `limit`, the same for the same seed in every process.
fn number(seed: impl Hash, limit: u32) -> u32 {
    let mut hasher = DefaultHasher::new();
    seed.hash(&mut hasher);
    u32::try_from(hasher.finish() % u64::from(limit)).unwrap_or(0)
}
