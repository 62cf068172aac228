use leptos::prelude::*;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SortOrder {
    Ascending,
    Descending,
}

impl SortOrder {
    const fn name(self) -> &'static str {
        match self {
            Self::Ascending => "ascending",
            Self::Descending => "descending",
        }
    }
}

/// The head of one column.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Column {
    label: String,
    numeric: bool,
    hidden: bool,
    sort: Option<(Option<SortOrder>, String)>,
}

impl Column {
    pub fn new(label: impl Into<String>) -> Self {
        Self { label: label.into(), ..Self::default() }
    }

    /// Numbers, aligned at the end.
    pub fn numeric(label: impl Into<String>) -> Self {
        Self { numeric: true, ..Self::new(label) }
    }

    /// Named for screen readers only, such as the column of actions.
    pub fn hidden(label: impl Into<String>) -> Self {
        Self { hidden: true, ..Self::new(label) }
    }

    /// A link that sorts by this column, and how it is sorted now.
    pub fn sort(mut self, order: Option<SortOrder>, href: impl Into<String>) -> Self {
        self.sort = Some((order, href.into()));
        self
    }
}

/// A table with a caption; below 640 px each [`Row`] becomes a card with its labels.
#[component]
pub fn DataTable(
    /// What the table lists. Read by screen readers; shown too unless `caption_hidden`.
    #[prop(into)]
    caption: String,
    #[prop(default = true)] caption_hidden: bool,
    columns: Vec<Column>,
    /// [`Row`]s.
    children: Children,
) -> impl IntoView {
    let heads = columns.into_iter().map(column_head).collect_view();
    // The roles are spelt out because `display: block` on narrow screens takes them away.
    view! {
        <table class="data-table" role="table">
            <caption class=if caption_hidden { "visually-hidden" } else { "data-table__caption" }>
                {caption}
            </caption>
            <thead class="data-table__heads" role="rowgroup">
                <tr role="row">{heads}</tr>
            </thead>
            <tbody class="data-table__body" role="rowgroup">
                {children()}
            </tbody>
        </table>
    }
}

fn column_head(column: Column) -> impl IntoView {
    let Column { label, numeric, hidden, sort } = column;
    let order = sort.as_ref().and_then(|(order, _)| order.map(SortOrder::name));
    let label = match sort {
        Some((_, href)) => view! { <a href=href>{label}</a> }.into_any(),
        None if hidden => view! { <span class="visually-hidden">{label}</span> }.into_any(),
        None => label.into_any(),
    };
    view! {
        <th
            class=if numeric { "data-table__head data-table__head--numeric" } else { "data-table__head" }
            scope="col"
            role="columnheader"
            aria-sort=order
        >
            {label}
        </th>
    }
}

#[component]
pub fn Row(
    /// [`HeadCell`] and [`Cell`]s.
    children: Children,
) -> impl IntoView {
    view! {
        <tr class="data-table__row" role="row">
            {children()}
        </tr>
    }
}

/// The cell that names its row, usually with the link to the thing.
#[component]
pub fn HeadCell(children: Children) -> impl IntoView {
    view! {
        <th class="data-table__cell data-table__cell--head" scope="row" role="rowheader">
            {children()}
        </th>
    }
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum CellKind {
    #[default]
    Text,
    Numeric,
    /// Buttons and links at the end of the row.
    Actions,
}

#[component]
pub fn Cell(
    /// The column's label, shown beside the value on narrow screens.
    #[prop(into)]
    label: String,
    #[prop(optional)] kind: CellKind,
    children: Children,
) -> impl IntoView {
    let class = match kind {
        CellKind::Text => "data-table__cell",
        CellKind::Numeric => "data-table__cell data-table__cell--numeric",
        CellKind::Actions => "data-table__cell data-table__cell--actions",
    };
    view! {
        <td class=class role="cell" data-label=label>
            <div class="data-table__value">{children()}</div>
        </td>
    }
}
