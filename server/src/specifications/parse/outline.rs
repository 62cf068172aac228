//! The order of operations in a sidebar: groups of tags, tags, operations.

use indexmap::{IndexMap, IndexSet};

use super::overview::{Overview, Tag};

#[derive(Debug, Clone, PartialEq)]
pub struct Group<'o, O> {
    /// `None`: tags that belong to no group.
    pub name: Option<String>,
    pub sections: Vec<Section<'o, O>>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Section<'o, O> {
    /// `None`: operations without a tag.
    pub tag: Option<Tag>,
    pub operations: Vec<&'o O>,
}

/// Sorts operations, whatever type they have, under their tags. Tags come in the order of the document, then those
/// that only operations name; an operation with several tags appears under each. Groups are those of
/// `x-tagGroups`; what they leave out follows in a group without a name, so that nothing is hidden.
pub fn outline<'o, O>(
    overview: &Overview,
    operations: impl IntoIterator<Item = &'o O>,
    tags_of: impl Fn(&'o O) -> &'o [String],
) -> Vec<Group<'o, O>> {
    let mut sections: IndexMap<Option<String>, Section<'o, O>> = IndexMap::new();
    for tag in &overview.tags {
        let section = Section { tag: Some(tag.clone()), operations: Vec::new() };
        sections.entry(Some(tag.name.clone())).or_insert(section);
    }
    for operation in operations {
        let tags = tags_of(operation);
        if tags.is_empty() {
            section(&mut sections, None).push(operation);
        }
        for tag in tags.iter().collect::<IndexSet<_>>() {
            section(&mut sections, Some(tag)).push(operation);
        }
    }
    sections.retain(|_, section| !section.operations.is_empty());
    grouped(overview, sections)
}

fn section<'s, 'o, O>(
    sections: &'s mut IndexMap<Option<String>, Section<'o, O>>,
    name: Option<&String>,
) -> &'s mut Vec<&'o O> {
    let new = || Section {
        tag: name.map(|name| Tag { name: name.clone(), ..Tag::default() }),
        operations: Vec::new(),
    };
    &mut sections.entry(name.cloned()).or_insert_with(new).operations
}

fn grouped<'o, O>(
    overview: &Overview,
    mut sections: IndexMap<Option<String>, Section<'o, O>>,
) -> Vec<Group<'o, O>> {
    let mut groups: Vec<_> = overview
        .tag_groups
        .iter()
        .map(|group| Group {
            name: Some(group.name.clone()),
            sections: group.tags.iter().filter_map(|tag| sections.shift_remove(&Some(tag.clone()))).collect(),
        })
        .collect();
    groups.push(Group { name: None, sections: sections.into_values().collect() });
    groups.retain(|group| !group.sections.is_empty());
    groups
}

#[cfg(test)]
mod tests {
    use super::super::overview::TagGroup;
    use super::*;

    fn tags(names: &[&str]) -> Vec<String> {
        names.iter().map(|name| (*name).to_owned()).collect()
    }

    #[test]
    fn groups_follow_the_document_and_hide_nothing() {
        let tag = |name: &str| Tag { name: name.to_owned(), ..Tag::default() };
        let overview = Overview {
            tags: vec![tag("pets"), tag("empty"), tag("owners")],
            tag_groups: vec![TagGroup { name: "People".into(), tags: tags(&["owners", "nobody"]) }],
            ..Overview::default()
        };
        let operations = [tags(&["owners", "owners"]), tags(&["pets", "new"]), tags(&[])];
        let outline = outline(&overview, &operations, |tags| tags);
        let shown: Vec<_> = outline
            .iter()
            .flat_map(|group| group.sections.iter().map(move |section| (group.name.as_deref(), section)))
            .map(|(group, section)| {
                (group, section.tag.as_ref().map(|tag| &*tag.name), section.operations.len())
            })
            .collect();
        let expected = [
            (Some("People"), Some("owners"), 1),
            (None, Some("pets"), 1),
            (None, Some("new"), 1),
            (None, None, 1),
        ];
        assert_eq!(shown, expected);
    }
}
