use leptos::prelude::*;

/// Initials where there is no picture. Decoration: the name stands beside it.
#[component]
pub fn Avatar(
    #[prop(into)] name: String,
    /// For things rather than people.
    #[prop(optional)]
    square: bool,
    #[prop(optional)] large: bool,
) -> impl IntoView {
    let mut class = String::from("avatar");
    if square {
        class.push_str(" avatar--square");
    }
    if large {
        class.push_str(" avatar--large");
    }
    view! {
        <span class=class data-hue=hue(&name) data-initials=initials(&name) aria-hidden="true"></span>
    }
}

/// The first letters of the first and the last word.
fn initials(name: &str) -> String {
    let mut words = name.split(|c: char| !c.is_alphanumeric()).filter_map(|word| word.chars().next());
    words.next().into_iter().chain(words.next_back()).flat_map(char::to_uppercase).collect()
}

/// The same name has the same colour everywhere.
fn hue(name: &str) -> u32 {
    name.chars().fold(7, |hash: u32, c| hash.wrapping_mul(31).wrapping_add(c as u32)) % 6
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_of_any_name() {
        assert_eq!(initials("Ada King Lovelace"), "AL");
        assert_eq!(initials("petstore"), "P");
        assert_eq!(initials("élodie d'arc"), "ÉA");
        assert_eq!(initials("  "), "");
    }
}
