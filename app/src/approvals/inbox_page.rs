//! The approver's inbox: one form for the whole list, so that it works without WASM.
use super::{
    keyboard,
    model::{InboxItem, InboxKey, InboxOutcome, InboxRequest, InboxVerdict},
    server_fns::{DecideTogether, list_inbox},
    waiting::now_waiting,
};
use crate::area::AreaPage;
use crate::{
    admin_page::AdminPage,
    load::loaded,
    loading::Loading,
    page::Page as Rows,
    paths,
    registrations::REASON_MAX,
    ui::{
        Avatar, EmptyState, FieldError, IconName, LinkButton, Notice, PageHeader, Pagination, TextArea, Time,
        Tone,
        form::{Form, FormHandle, FormNotice, use_form},
    },
};
use leptos::prelude::*;
use leptos_router::hooks::use_query_map;

pub struct InboxRoute(FormHandle<DecideTogether>, Loading<Rows<InboxItem>>);

impl AreaPage for InboxRoute {
    fn data() -> Self {
        let form = use_form::<DecideTogether>();
        let (query, decided) = (use_query_map(), form.version());
        let asked = move || (query.read().get("page").and_then(|page| page.parse().ok()), decided.get());
        Self(form, Loading::new(asked, |(page, _)| list_inbox(page)))
    }

    fn view(this: Self) -> AnyView {
        let form = this.0;
        view! {
            {loaded(this.1, move |rows| view! { <Inbox form rows/> })}
        }
        .into_any()
    }
}

#[component]
fn Inbox(form: FormHandle<DecideTogether>, rows: Rows<InboxItem>) -> impl IntoView {
    let (page, pages, total) = (u64::from(rows.number), u64::from(rows.pages()), rows.total);
    now_waiting(total);
    let all = || {
        view! { <LinkButton href=paths::admin_registrations() icon=IconName::List>"All registrations"</LinkButton> }
    };
    let list = if rows.items.is_empty() {
        view! {
            <EmptyState title="Nobody waits" icon=IconName::Inbox>
                <p>
                    "Developers who signed up and requests for access appear here, longest waiting first. You also get a mail for each."
                </p>
            </EmptyState>
        }
        .into_any()
    } else {
        view! { <InboxForm form items=rows.items/> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader
                title="Inbox"
                lead="Who waits for a decision, and for what. Longest waiting first."
                actions=all
            />
            <Outcomes form/>
            {list}
            <Pagination page pages total noun="waiting"/>
        </AdminPage>
    }
}

/// What became of each item that was decided on just now.
#[component]
fn Outcomes(form: FormHandle<DecideTogether>) -> impl IntoView {
    let result = form.result();
    move || {
        result.get().map(|outcomes| {
            let failed = outcomes.iter().filter(|outcome| outcome.failure.is_some()).count();
            let done = outcomes.len() - failed;
            let (tone, title) = match (done, failed) {
                (done, 0) => (Tone::Success, format!("{done} decided")),
                (0, failed) => (Tone::Danger, format!("None of {failed} decided")),
                (done, failed) => (Tone::Warning, format!("{done} decided, {failed} not")),
            };
            let lines =
                outcomes.into_iter().map(|outcome| view! { <li>{sentence(outcome)}</li> }).collect_view();
            view! { <Notice tone title alert=true><ul>{lines}</ul></Notice> }
        })
    }
}

fn sentence(outcome: InboxOutcome) -> String {
    let verdict = match outcome.verdict {
        InboxVerdict::Approve => "approved",
        InboxVerdict::Reject => "rejected",
    };
    match outcome.failure {
        None => format!("{}: {verdict}, mail sent", outcome.name),
        Some(failure) => format!("{}: not {verdict}. {failure}", outcome.name),
    }
}

#[component]
fn InboxForm(form: FormHandle<DecideTogether>, items: Vec<InboxItem>) -> impl IntoView {
    let items = items.into_iter().map(|item| view! { <Item form item/> }).collect_view();
    view! {
        <Form form>
            <FormNotice form/>
            <FieldError id="inbox-items-error".to_owned() error=form.error("items")/>
            <div class="inbox">
                <div class="inbox__bulk">
                    <TextArea
                        name="reason"
                        label="Reason"
                        hint="Sent to each developer who is ticked. Needed to reject."
                        value=form.value("reason", "")
                        error=form.error("reason")
                        limit=REASON_MAX as u32
                        rows=1
                        optional=true
                    />
                    <div class="inbox__bulk-actions">
                        <Press form value="approve" class="button button--primary">"Approve ticked"</Press>
                        <Press form value="reject" class="button button--danger-quiet">"Reject ticked"</Press>
                    </div>
                </div>
                <ul class="inbox__list" on:keydown=keyboard::on_key>{items}</ul>
            </div>
        </Form>
        <p class="inbox__keys">
            <span>"With the focus in the list:"</span>
            <span><kbd>"j"</kbd> " " <kbd>"k"</kbd> " next and previous"</span>
            <span><kbd>"Enter"</kbd> " open"</span>
            <span><kbd>"x"</kbd> " tick"</span>
            <span><kbd>"a"</kbd> " approve"</span>
            <span><kbd>"r"</kbd> " tick, and write a reason to reject"</span>
        </p>
    }
}

/// A submit button that says which decision it stands for.
#[component]
fn Press(
    form: FormHandle<DecideTogether>,
    #[prop(into)] value: String,
    #[prop(into)] class: String,
    /// What is decided on, where the words alone do not say it.
    #[prop(optional, into)]
    what: Option<String>,
    children: Children,
) -> impl IntoView {
    let pending = form.pending();
    let verdict = value.split(' ').next().unwrap_or_default().to_owned();
    view! {
        <button
            class=class
            type="submit"
            name="pressed"
            value=value
            data-verdict=verdict
            aria-busy=move || pending.get().then_some("true")
            disabled=move || pending.get()
        >
            {children()}
            {what.map(|what| view! { <span class="visually-hidden">" " {what}</span> })}
        </button>
    }
}

#[component]
fn Item(form: FormHandle<DecideTogether>, item: InboxItem) -> impl IntoView {
    let InboxItem { key, full_name, email, team, since, request } = item;
    let text = key.to_string();
    let href = match key {
        InboxKey::Developer(id) => paths::admin_developer(id),
        InboxKey::Registration(id) => paths::admin_registration(id),
    };
    let what = match &request {
        Some(request) => format!("{} for {}", request.application, request.target),
        None => full_name.clone(),
    };
    let checked = form.checked("items[]", &text, false);
    view! {
        <li class="inbox-item">
            <label class="inbox-item__select">
                <input class="inbox-item__check" type="checkbox" name="items[]" value=text.clone() checked=checked/>
                <span class="visually-hidden">"Tick " {what.clone()}</span>
            </label>
            <Avatar name=full_name.clone()/>
            <div>
                <h2 class="inbox-item__title"><a href=href>{full_name} {matter(&request)}</a></h2>
                <p class="inbox-item__facts">
                    <span>{email}</span>
                    {team.map(|team| view! { <span>"for the team “" {team} "”"</span> })}
                    <span>"since " <Time at=since/></span>
                </p>
                {purpose(request)}
            </div>
            <div class="inbox-item__actions">
                <Press form value=format!("approve {text}") class="button button--small" what>"Approve"</Press>
            </div>
        </li>
    }
}

fn matter(request: &Option<InboxRequest>) -> AnyView {
    match request {
        Some(request) => view! {
            " asks for " <strong>{request.target.clone()}</strong> " with “" {request.application.clone()} "”"
        }
        .into_any(),
        None => view! { " wants to join as a developer" }.into_any(),
    }
}

fn purpose(request: Option<InboxRequest>) -> Option<impl IntoView> {
    let purpose = request?.purpose;
    (!purpose.is_empty()).then(|| view! { <p class="inbox-item__purpose">{purpose}</p> })
}
