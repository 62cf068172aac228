use super::{
    model::Mail,
    server_fns::{get_mail, list_mails},
};
use crate::actor::Role;
use crate::area::{AreaPage, PageRoute, page_for};
use crate::{
    admin_page::AdminPage,
    load::Load,
    loading::Loading,
    page::Page,
    page_info::page_info,
    paths,
    ui::{
        Cell, Column, Crumb, DataTable, Definition, DefinitionList, EmptyState, HeadCell, IconName, Notice,
        PageHeader, Pagination, Row, StatusBadge, Time, Tone,
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub const PAGES: &[PageRoute] = &[
    page_for::<MailsRoute>(Role::Admin, "/admin/mail"),
    page_for::<MailRoute>(Role::Admin, "/admin/mail/:id"),
];

pub struct MailsRoute(Loading<Page<Mail>>);

impl AreaPage for MailsRoute {
    fn data() -> Self {
        let query = use_query_map();
        let page = move || query.read().get("page").and_then(|page| page.parse().ok());
        Self(Loading::new(page, list_mails))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Load loading=this.0 view=|page| view! { <MailList page/> }/>
        }
        .into_any()
    }
}

#[component]
fn MailList(page: Page<Mail>) -> impl IntoView {
    let (number, pages, total) = (page.number.into(), page.pages().into(), page.total);
    let columns =
        vec![Column::new("Subject"), Column::new("To"), Column::new("Written"), Column::new("State")];
    let empty = page.items.is_empty();
    let rows = page.items.into_iter().map(|mail| view! { <MailRow mail/> }).collect_view();
    let list = if empty {
        view! {
            <EmptyState title="No mail yet" icon=IconName::Inbox>
                <p>"Every mail that the portal writes is listed here: links to confirm an address, decisions, news about keys."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <DataTable caption="Mails" columns>{rows}</DataTable> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader title="Mail" lead="What the portal has written, newest first."/>
            {(!page_info().mail_leaves).then(|| view! {
                <Notice tone=Tone::Warning title="Mail does not leave this portal">
                    <p>"No mail server is configured, so mails stay here for you to read and pass on. Set “smtp_host” in the section [mail] of the configuration to send them."</p>
                </Notice>
            })}
            {list}
            <Pagination page=number pages total noun="mails"/>
        </AdminPage>
    }
}

#[component]
fn MailRow(mail: Mail) -> impl IntoView {
    let (subject, recipient) = (mail.subject.clone(), mail.recipient.clone());
    view! {
        <Row>
            <HeadCell><a href=paths::admin_mail(mail.id)>{subject}</a></HeadCell>
            <Cell label="To">{recipient}</Cell>
            <Cell label="Written"><Time at=mail.created_at/></Cell>
            <Cell label="State"><State mail/></Cell>
        </Row>
    }
}

#[component]
fn State(mail: Mail) -> impl IntoView {
    let (status, tone, label) = match (mail.sent_at, mail.last_error, page_info().mail_leaves) {
        (Some(_), ..) => ("sent", Tone::Success, "Sent"),
        (None, Some(_), _) => ("failing", Tone::Danger, "Could not be sent"),
        (None, None, true) => ("waiting", Tone::Warning, "On its way"),
        (None, None, false) => ("kept", Tone::Neutral, "Kept here"),
    };
    view! { <StatusBadge status tone label/> }
}

pub struct MailRoute(Loading<Mail>);

impl AreaPage for MailRoute {
    fn data() -> Self {
        Self(Loading::of_id(|| (), get_mail))
    }

    fn view(this: Self) -> AnyView {
        view! {
            <Load loading=this.0 view=|mail| view! { <OneMail mail/> }/>
        }
        .into_any()
    }
}

#[component]
fn OneMail(mail: Mail) -> impl IntoView {
    let recipient = mail.recipient.clone();
    let state = view! { <State mail=mail.clone()/> };
    let body = linked(&mail.body);
    view! {
        <AdminPage>
            <PageHeader title=mail.subject.clone() crumbs=vec![Crumb::new("Mail", paths::admin_mails())]/>
            <DefinitionList rows=true>
                <Definition term="To">{recipient}</Definition>
                <Definition term="Written"><Time at=mail.created_at/></Definition>
                <Definition term="State">{state}</Definition>
            </DefinitionList>
            {mail.last_error.clone().map(|error| view! {
                <Notice tone=Tone::Danger title="The mail server refused it"><p>{error}</p></Notice>
            })}
            <article class="mail">
                <div class="mail__body">{body}</div>
            </article>
        </AdminPage>
    }
}

/// The text with its addresses made links. Only the portal's own mails are shown, yet nothing but a
/// whole http(s) address becomes a link.
fn linked(body: &str) -> Vec<AnyView> {
    body.split_inclusive(char::is_whitespace)
        .map(|piece| {
            let word = piece.trim_end();
            if word.starts_with("https://") || word.starts_with("http://") {
                let rest = piece[word.len()..].to_owned();
                view! { <a href=word.to_owned() rel="external noreferrer">{word.to_owned()}</a> {rest} }
                    .into_any()
            } else {
                piece.to_owned().into_any()
            }
        })
        .collect()
}
