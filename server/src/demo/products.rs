use crate::http::api::openapi_json;
use app::catalog::Visibility;
use std::borrow::Cow;

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Strategy {
    Keys,
    SignIn,
    /// The portal's own API: its callers are not applications.
    AccessTokens,
}

pub struct DemoDocument {
    pub title: &'static str,
    /// The title of the one that it stands below, which is listed before it.
    pub below: Option<&'static str>,
    /// Markdown.
    pub body: &'static str,
}

const fn document(title: &'static str, body: &'static str) -> DemoDocument {
    DemoDocument { title, below: None, body }
}

pub struct DemoProduct {
    pub slug: &'static str,
    pub title: &'static str,
    pub summary: &'static str,
    pub description: &'static str,
    pub visibility: Visibility,
    pub labels: &'static [(&'static str, &'static str)],
    pub documents: &'static [DemoDocument],
    pub versions: &'static [DemoVersion],
}

pub struct DemoVersion {
    pub name: &'static str,
    pub file: &'static str,
    pub source: fn() -> Cow<'static, str>,
    pub strategy: Strategy,
    pub auto_approve: bool,
    /// Whether the demo's own upstream answers for it.
    pub live: bool,
    /// Deprecated, and retired in so many days.
    pub sunset_in_days: Option<i64>,
}

macro_rules! version {
    ($name:literal, $file:literal, $strategy:ident $(, $key:ident = $value:expr)*) => {
        DemoVersion {
            $($key: $value,)*
            ..DemoVersion {
                name: $name,
                file: $file,
                source: || Cow::Borrowed(include_str!(concat!("../../demo/", $file))),
                strategy: Strategy::$strategy,
                auto_approve: false,
                live: false,
                sunset_in_days: None,
            }
        }
    };
}

pub const PRODUCTS: [DemoProduct; 7] = [
    DemoProduct {
        slug: "weather",
        title: "Weather",
        summary: "Forecasts, alerts and station reports. Answers for real: a good first call.",
        description: "Forecasts for a dozen cities, warnings that hold now, and the stations that report.\n\nAccess to version 2.0 is approved at once, so this is the API to try the portal with.",
        visibility: Visibility::Public,
        labels: &[("domain", "environment"), ("audience", "public")],
        documents: &[
            document("Getting started", GETTING_STARTED),
            document("Reading a forecast", READING_A_FORECAST),
            DemoDocument {
                title: "Warnings",
                below: Some("Reading a forecast"),
                body: "An alert holds from `starts_at` until `ends_at`, and is sent again whenever its level changes. Show the highest level first; a yellow one is for information, a red one asks people to stay inside.",
            },
            document(
                "Units",
                "Temperatures are in degrees Celsius with one decimal, wind in kilometres per hour, chances between 0 and 1.\n\nTimes are RFC 3339 in UTC; days are the city's own.",
            ),
        ],
        versions: &[
            version!(
                "1.0",
                "weather-1.0.yaml",
                Keys,
                auto_approve = true,
                live = true,
                sunset_in_days = Some(90)
            ),
            version!("2.0", "weather-2.0.yaml", Keys, auto_approve = true, live = true),
        ],
    },
    DemoProduct {
        slug: "storm-alerts",
        title: "Storm alerts",
        summary: "Warnings pushed to you over MQTT as they are issued.",
        description: "The channels behind the Weather API's alerts: subscribe to your cities instead of asking again and again.",
        visibility: Visibility::Public,
        labels: &[("domain", "environment"), ("audience", "public")],
        documents: &[],
        versions: &[version!("1.0", "storm-alerts-1.0.yaml", Keys, auto_approve = true)],
    },
    DemoProduct {
        slug: "places",
        title: "Places",
        summary: "Coordinates for an address, and an address for coordinates.",
        description: "Search by name or by position. The best match comes first, with how certain it is.",
        visibility: Visibility::Public,
        labels: &[("domain", "maps"), ("audience", "public")],
        documents: &[document(
            "Searching well",
            "Give the country where you know it. A street with a number finds more than a street alone.\n\n| query | finds |\n|---|---|\n| `Rua Augusta, Lisbon` | the street |\n| `Rua Augusta 12, Lisbon` | the house |",
        )],
        versions: &[version!("1.0", "places-1.0.yaml", Keys, auto_approve = true)],
    },
    DemoProduct {
        slug: "parcels",
        title: "Parcel tracking",
        summary: "Where a parcel is and when it will arrive. Access is granted per partner.",
        description: "For shops that send with us. Each request for access is looked at by a person: say which shop the parcels are for.",
        visibility: Visibility::Public,
        labels: &[("domain", "logistics"), ("audience", "partner")],
        documents: &[document(
            "Statuses of a parcel",
            "`announced` → `shipped` → `in_transit` → `out_for_delivery` → `delivered`. A parcel that cannot be delivered goes back as `returned`.",
        )],
        versions: &[version!("1.0", "parcels-1.0.yaml", Keys)],
    },
    DemoProduct {
        slug: "payments",
        title: "Payments",
        summary: "Take payments, give them back, see what was settled.",
        description: "For signed-in partners only. Amounts are whole numbers of the currency's smallest unit.",
        visibility: Visibility::SignedIn,
        labels: &[("domain", "money"), ("audience", "partner")],
        documents: &[document(
            "Sending twice by accident",
            "Send a new `Idempotency-Key` with each payment and each refund. The same key brings the same answer again, and moves no money a second time.",
        )],
        versions: &[version!("2026-04", "payments-2026-04.yaml", Keys)],
    },
    DemoProduct {
        slug: "ledger",
        title: "Ledger",
        summary: "Accounts and what was booked on them, with the company's sign-in.",
        description: "Calls bring a token of the company's identity provider instead of an API key.",
        visibility: Visibility::SignedIn,
        labels: &[("domain", "money"), ("audience", "internal")],
        documents: &[document(
            "Scopes",
            "`ledger.read` reads accounts and entries. `ledger.write` books entries; it is given to services, not to people.",
        )],
        versions: &[version!("1.0", "ledger-1.0.yaml", SignIn)],
    },
    DemoProduct {
        slug: "portal",
        title: "This portal",
        summary: "Everything that people do here, for scripts and pipelines.",
        description: "Calls bring an access token, which you create under *Your account → Access tokens*; no application and no registration is needed.",
        visibility: Visibility::Public,
        labels: &[("domain", "portal"), ("audience", "public")],
        documents: &[],
        versions: &[DemoVersion {
            name: "1",
            file: "openapi.json",
            source: || Cow::Owned(openapi_json()),
            strategy: Strategy::AccessTokens,
            auto_approve: false,
            live: false,
            sunset_in_days: None,
        }],
    },
];

const GETTING_STARTED: &str = "\
Three steps to the first call:

1. Press **Register** on version 2.0 and create an application. Access is approved at once.
2. Generate an API key on the application's page. It is shown once.
3. Paste the cURL line from there into a terminal.

```
GET /forecast?city=Lisbon&days=2
```

The light beside the line turns green when the call arrives.";

/// What stands in for the image's name until it is uploaded.
pub const FORECAST_IMAGE: &str = "forecast.png";

const READING_A_FORECAST: &str = "\
A forecast has one entry a day. The picture shows eight of them: the line is the temperature, the bars are \
the chance of rain.

![Temperature as a line and chance of rain as bars over eight days](image:forecast.png)

## Ask for days

`days` is between 1 and 10. Fewer days cost nothing less, but they arrive sooner.

```sh
curl \"https://api.demo.example/weather/2.0/forecast?city=Lisbon&days=2\" \\
  -H \"apikey: $API_KEY\"   # from My Apps
```

## What comes back

```json
{
  \"city\": \"Lisbon\",
  \"days\": [
    { \"date\": \"2026-11-21\", \"high\": 18.4, \"low\": 11.0, \"rain\": 0.35 }
  ]
}
```

### Chances

`rain` is between 0 and 1. Below 0.2 most people would call it dry.

### Missing values

A value that a station did not report is `null`, never 0.

## In a program

```python
import os
import requests

answer = requests.get(url, headers={\"apikey\": os.environ[\"API_KEY\"]})
answer.raise_for_status()  # 401 where the key is wrong
for day in answer.json()[\"days\"]:
    print(day[\"date\"], day[\"high\"])
```
";
