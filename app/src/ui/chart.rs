//! Charts drawn by the server as SVG: nothing is needed in the browser to see them. The drawing scales
//! with its place; numbers and dates stand around it as text. A table with the same numbers belongs
//! beside every chart.
use leptos::prelude::*;

/// One row of numbers; the first series has the first colour.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    pub name: &'static str,
    /// Absent where nothing is known: lines have a gap there.
    pub values: Vec<Option<u64>>,
    pub colour: ChartColour,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartColour {
    Brand,
    Success,
    Warning,
    Danger,
}

impl ChartColour {
    fn as_str(self) -> &'static str {
        match self {
            Self::Brand => "brand",
            Self::Success => "success",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// What a step is called: where it is pointed at, and below the chart.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChartStep {
    pub long: String,
    pub short: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ChartKind {
    /// Series upon each other.
    Bars,
    Lines,
}

const HEIGHT: u64 = 400;
const STEP: u64 = 12;

/// A chart over steps of time.
#[component]
pub fn Chart(
    #[prop(into)] title: String,
    /// What a person who does not see it needs to know.
    #[prop(into)]
    summary: String,
    kind: ChartKind,
    series: Vec<Series>,
    steps: Vec<ChartStep>,
    /// How a number reads.
    format: fn(u64) -> String,
) -> impl IntoView {
    let top = nice(highest(kind, &series));
    let drawing = draw(kind, &series, &steps, top, format);
    let count = steps.len();
    let axis: Vec<String> = [0, count / 2, count.saturating_sub(1)]
        .iter()
        .filter_map(|at| steps.get(*at).map(|step| step.short.clone()))
        .collect();
    let legend: Vec<_> = series
        .iter()
        .map(|one| {
            let class = format!("chart__key chart__key--{}", one.colour.as_str());
            view! { <li class=class>{one.name}</li> }
        })
        .collect();
    let scale: Vec<_> =
        [top, top / 2, 0].into_iter().map(|number| view! { <span>{format(number)}</span> }).collect();
    let axis: Vec<_> = axis.into_iter().map(|label| view! { <span>{label}</span> }).collect();
    let view_box = format!("0 0 {} {HEIGHT}", count as u64 * STEP);
    view! {
        <figure class="chart">
            <figcaption class="chart__head">
                <span class="chart__title">{title}</span>
                <ul class="chart__legend">{legend}</ul>
            </figcaption>
            <div class="chart__plot">
                <div class="chart__scale" aria-hidden="true">{scale}</div>
                <svg
                    class="chart__drawing"
                    viewBox=view_box
                    preserveAspectRatio="none"
                    role="img"
                    aria-label=summary
                    inner_html=drawing
                ></svg>
            </div>
            <div class="chart__axis" aria-hidden="true">{axis}</div>
        </figure>
    }
}

fn highest(kind: ChartKind, series: &[Series]) -> u64 {
    let length = series.first().map_or(0, |one| one.values.len());
    let at = |step: usize| {
        let values = series.iter().map(|one| one.values.get(step).copied().flatten().unwrap_or(0));
        match kind {
            ChartKind::Bars => values.sum(),
            ChartKind::Lines => values.max().unwrap_or(0),
        }
    };
    (0..length).map(at).max().unwrap_or(0)
}

/// The next of 2, 4, 6, 8, 10, 20, 40, …: a half of it is whole too.
fn nice(highest: u64) -> u64 {
    let mut power: u64 = 1;
    loop {
        for factor in [2, 4, 6, 8, 10] {
            if power.saturating_mul(factor) >= highest {
                return power.saturating_mul(factor);
            }
        }
        power = power.saturating_mul(10);
    }
}

fn draw(
    kind: ChartKind,
    series: &[Series],
    steps: &[ChartStep],
    top: u64,
    format: fn(u64) -> String,
) -> String {
    let width = steps.len() as u64 * STEP;
    let mut svg = String::new();
    for line in [0, HEIGHT / 2] {
        svg += &format!("<path class=\"chart__line\" d=\"M0 {line}H{width}\"/>");
    }
    let height =
        |value: u64| u64::try_from(u128::from(value) * u128::from(HEIGHT) / u128::from(top)).unwrap_or(0);
    if kind == ChartKind::Lines {
        for one in series {
            let (mut path, mut points) = (String::new(), String::new());
            let known = |step: Option<usize>| step.and_then(|step| one.values.get(step).copied().flatten());
            for (step, value) in one.values.iter().enumerate() {
                let Some(value) = value else { continue };
                let (x, y) = (step as u64 * STEP + STEP / 2, HEIGHT - height(*value));
                match (known(step.checked_sub(1)), known(Some(step + 1))) {
                    // A point alone is a line without length, with round ends.
                    (None, None) => points += &format!("M{x} {y}h0"),
                    (None, Some(_)) => path += &format!("M{x} {y}"),
                    (Some(_), _) => path += &format!("L{x} {y}"),
                }
            }
            let curve = format!("chart__curve chart__curve--{}", one.colour.as_str());
            svg += &format!("<path class=\"{curve}\" d=\"{path}\"/>");
            svg += &format!("<path class=\"{curve} chart__curve--points\" d=\"{points}\"/>");
        }
    }
    for (step, ChartStep { long: label, .. }) in steps.iter().enumerate() {
        let x = step as u64 * STEP;
        let mut said = escaped(label);
        let mut bars = String::new();
        let mut floor = HEIGHT;
        for one in series {
            let Some(value) = one.values.get(step).copied().flatten() else { continue };
            said += &format!("\n{}: {}", one.name, format(value));
            if kind == ChartKind::Bars && value > 0 {
                let tall = height(value).max(2).min(floor);
                floor -= tall;
                bars += &format!(
                    "<rect class=\"chart__bar chart__bar--{}\" x=\"{}\" y=\"{floor}\" width=\"{}\" height=\"{tall}\"/>",
                    one.colour.as_str(),
                    x + 1,
                    STEP - 2
                );
            }
        }
        svg += &format!(
            "<g class=\"chart__step\">{bars}<rect class=\"chart__hit\" x=\"{x}\" y=\"0\" width=\"{STEP}\" height=\"{HEIGHT}\"><title>{said}</title></rect></g>"
        );
    }
    svg
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// "12,345".
pub fn number_text(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

/// "850 µs", "12 ms", "1.4 s".
pub fn span_text(micros: u64) -> String {
    match micros {
        0..1_000 => format!("{micros} µs"),
        1_000..10_000 => format!("{}.{} ms", micros / 1_000, micros % 1_000 / 100),
        10_000..1_000_000 => format!("{} ms", micros / 1_000),
        1_000_000..100_000_000 => format!("{}.{} s", micros / 1_000_000, micros % 1_000_000 / 100_000),
        _ => format!("{} s", micros / 1_000_000),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_read_well() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(number_text), ["0", "999", "1,000", "1,234,567"]);
        let spans = [850, 1_420, 12_300, 1_420_000, 250_000_000].map(span_text);
        assert_eq!(spans, ["850 µs", "1.4 ms", "12 ms", "1.4 s", "250 s"]);
        assert_eq!([0, 2, 3, 5, 11, 21, 399].map(nice), [2, 2, 4, 6, 20, 40, 400]);
    }

    #[test]
    fn bars_stand_upon_each_other_and_lines_have_gaps() {
        let series = |name, values: &[Option<u64>], colour| Series { name, values: values.to_vec(), colour };
        let steps = ["a<b", "later"].map(|long| ChartStep { long: long.to_owned(), short: String::new() });
        let bars = [
            series("Let through", &[Some(10), Some(0)], ChartColour::Success),
            series("Refused", &[Some(10), None], ChartColour::Danger),
        ];
        let svg = draw(ChartKind::Bars, &bars, &steps, 20, number_text);
        assert!(svg.contains("chart__bar--success\" x=\"1\" y=\"200\" width=\"10\" height=\"200\""));
        assert!(svg.contains("chart__bar--danger\" x=\"1\" y=\"0\" width=\"10\" height=\"200\""));
        assert!(svg.contains("<title>a&lt;b\nLet through: 10\nRefused: 10</title>"));
        let lines = [series("p50", &[Some(10), None], ChartColour::Brand)];
        assert!(draw(ChartKind::Lines, &lines, &steps, 20, number_text).contains("points\" d=\"M6 200h0\""));
        let lines = [series("p50", &[Some(10), Some(20)], ChartColour::Brand)];
        assert!(draw(ChartKind::Lines, &lines, &steps, 20, number_text).contains("d=\"M6 200L18 0\""));
    }
}
