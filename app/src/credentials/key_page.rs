//! One key: what it is, its name, and rotating it.
use super::{
    list::{CredentialStatusBadge, KeyShape},
    model::*,
    new_page::{Issued, crumbs},
    routes::in_address,
    server_fns::{RenameCredential, RotateCredential, get_call_panels, get_credential, get_key_callers},
};
use crate::area::AreaPage;
use crate::{
    error::PortalError,
    id::CredentialId,
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        ButtonKind, Definition, DefinitionList, LinkButton, Notice, Page, PageHeader, PageWidth, RadioCard,
        RadioCards, Section, TextInput, Time, Tone,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
    usage::{KeyCallers, KeyCallersSection},
};
use leptos::prelude::*;

type Shown = (ApplicationKeys, Credential, Vec<CallPanel>, KeyCallers);

pub struct CredentialRoute {
    rename: FormHandle<RenameCredential>,
    rotate: FormHandle<RotateCredential>,
    shown: Loading<Shown>,
}

impl AreaPage for CredentialRoute {
    fn data() -> Self {
        let (slug, id) = (in_address("application"), in_address("credential"));
        let (rename, rotate) = (use_form::<RenameCredential>(), use_form::<RotateCredential>());
        let changes = move || (rename.version().get(), rotate.version().get());
        let shown = Loading::new(
            move || (slug.get(), id.get(), changes()),
            |(slug, id, _)| async move {
                let id: CredentialId = id.parse().map_err(|_| PortalError::NotFound)?;
                let (keys, credential) = get_credential(slug.clone(), id).await?;
                let callers = get_key_callers(slug.clone(), id).await?;
                Ok((keys, credential, get_call_panels(slug).await?, callers))
            },
        );
        Self { rename, rotate, shown }
    }

    fn view(this: Self) -> AnyView {
        let (rename, rotate) = (this.rename, this.rotate);
        view! {
            {loaded(this.shown, move |shown| view! { <CredentialDetail rename rotate shown/> })}
        }
        .into_any()
    }
}

#[component]
fn CredentialDetail(
    rename: FormHandle<RenameCredential>,
    rotate: FormHandle<RotateCredential>,
    shown: Shown,
) -> impl IntoView {
    let (keys, credential, panels, callers) = shown;
    let (slug, status) = (keys.application_slug.clone(), credential.status);
    let issued = rotate.result();
    let fresh = {
        let slug = slug.clone();
        move || {
            issued.get().map(|issued| {
                view! { <Issued issued application=slug.clone() panels=panels.clone()/> }
            })
        }
    };
    let changes = status.is_live().then(|| {
        view! {
            <RenameForm form=rename application=slug.clone() credential=credential.clone()/>
            <RotateForm form=rotate application=slug.clone() credential=credential.clone()/>
            <RevokeSection application=slug.clone() credential=credential.clone()/>
        }
    });
    view! {
        <Page width=PageWidth::Narrow>
            <PageHeader
                title=credential.name.clone()
                lead=status.sentence()
                crumbs=crumbs(&keys)
                badges=move || view! { <CredentialStatusBadge status/> }
            />
            {fresh}
            <Section title="About"><Facts credential/></Section>
            <KeyCallersSection callers live=status.is_live()/>
            {changes}
        </Page>
    }
}

#[component]
fn Facts(credential: Credential) -> impl IntoView {
    let never = |at: Option<crate::time::Timestamp>, otherwise: &'static str| match at {
        Some(at) => view! { <Time at/> }.into_any(),
        None => otherwise.into_any(),
    };
    let Credential { created_at, last_used_at, expires_at, replaced_at, .. } = credential;
    let replaced =
        replaced_at.map(|at| view! { <Definition term="Replaced by a newer key"><Time at/></Definition> });
    view! {
        <DefinitionList rows=true>
            <Definition term="Key"><KeyShape key=credential/></Definition>
            <Definition term="Created"><Time at=created_at/></Definition>
            <Definition term="Last used">{never(last_used_at, "Never")}</Definition>
            <Definition term="Expires">{never(expires_at, "Not by itself")}</Definition>
            {replaced}
        </DefinitionList>
    }
}

#[component]
fn RenameForm(
    form: FormHandle<RenameCredential>,
    application: String,
    credential: Credential,
) -> impl IntoView {
    let saved = form.result();
    let said = move || {
        saved
            .get()
            .map(|_| view! { <Notice tone=Tone::Success title="The name is saved" alert=true></Notice> })
    };
    view! {
        <Section title="Name">
            <Form form class="form">
                <FormNotice form/>
                {said}
                <input type="hidden" name="application" value=application/>
                <input type="hidden" name="id" value=credential.id.to_string()/>
                <TextInput
                    name="name"
                    label="Name"
                    limit=255
                    value=form.value("name", credential.name)
                    error=form.error("name")
                />
                <div class="form__actions"><SubmitButton form class="button--secondary">"Save name"</SubmitButton></div>
            </Form>
        </Section>
    }
}

#[component]
fn RotateForm(
    form: FormHandle<RotateCredential>,
    application: String,
    credential: Credential,
) -> impl IntoView {
    if let Err(why) = credential.can_rotate() {
        return view! { <Section title="Rotate"><p>{why.to_string()}</p></Section> }.into_any();
    }
    let cards = Overlap::ALL.map(|overlap| RadioCard::new(overlap.as_str(), overlap.label())).to_vec();
    view! {
        <Section
            title="Rotate"
            lead="You get a new key. This one keeps working for the time you choose, so that you can exchange it without an interruption."
        >
            <Form form class="form">
                <FormNotice form/>
                <input type="hidden" name="application" value=application/>
                <input type="hidden" name="id" value=credential.id.to_string()/>
                <div class="overlap-choice">
                    <RadioCards
                        name="overlap"
                        legend="How long this key still works"
                        value=form.value("overlap", Overlap::Day.as_str())
                        cards
                    />
                </div>
                <div class="form__actions"><SubmitButton form>"Rotate key"</SubmitButton></div>
            </Form>
        </Section>
    }
    .into_any()
}

#[component]
fn RevokeSection(application: String, credential: Credential) -> impl IntoView {
    view! {
        <Section title="Revoke" lead="For a key that leaked or is no longer used: it stops working at once, for good.">
            <LinkButton href=paths::revoke_credential(&application, credential.id) kind=ButtonKind::DangerQuiet>
                "Revoke key…"
            </LinkButton>
        </Section>
    }
}
