//! Sign-up, the mailed link, and the first password.
use super::existing;
use crate::{
    audit::{self, Event},
    clock::new_id,
    db::Tx,
    developers::{letters, links, store},
    portal::Portal,
    rate_limits::Limit,
    settings,
};
use app::{
    actor::Actor,
    developers::{
        Developer, DeveloperState, DeveloperStatus, EmailProof, LinkPurpose, NewDeveloper, check_email,
        normal_email,
    },
    error::{Checks, PortalError},
    id::DeveloperId,
};

/// Serialises sign-ups, so that two at once for one address end as one developer and two mails.
pub(super) const ONE_AT_A_TIME: &str = "developers.email";

pub async fn sign_up(portal: &Portal, actor: &Actor, new: NewDeveloper) -> Result<(), PortalError> {
    new.validate()?;
    let email = normal_email(&new.email);
    portal.limit(actor, Limit::SignUpFrom).await?;
    portal.limit_for(actor, Limit::MailTo, &email).await?;
    let mut tx = portal.db.begin().await?;
    let settings = settings::store::load(&mut tx).await?;
    if settings.sso_required {
        return Err(PortalError::refused(
            "sso_required",
            "People come in with their company's identity provider here. Choose it on the sign-in page.",
        ));
    }
    if !settings.sign_up_open {
        return Err(PortalError::refused(
            "sign_up_closed",
            "Sign-up is closed at the moment. If you have an account, you can sign in as before.",
        ));
    }
    tx.take_turns(ONE_AT_A_TIME).await?;
    match store::find_by_email(&mut tx, &email).await? {
        Some(known) => remind(portal, &mut tx, actor, &known).await?,
        None => begin(portal, &mut tx, actor, &email, new.full_name.trim()).await?,
    }
    tx.commit().await?;
    portal.jobs.wake();
    Ok(())
}

pub async fn resend_confirmation(portal: &Portal, actor: &Actor, email: &str) -> Result<(), PortalError> {
    let email = mailable(portal, actor, email).await?;
    let mut tx = portal.db.begin().await?;
    if let Some(known) = store::find_by_email(&mut tx, &email).await? {
        remind(portal, &mut tx, actor, &known).await?;
    }
    tx.commit().await?;
    portal.jobs.wake();
    Ok(())
}

pub async fn email_proof(
    portal: &Portal,
    token: &str,
    purpose: LinkPurpose,
) -> Result<EmailProof, PortalError> {
    let mut conn = portal.db.read().await?;
    links::read(&mut conn, portal, token, purpose).await.map(|(_, proof)| proof)
}

pub async fn confirm(
    portal: &Portal,
    actor: &Actor,
    token: &str,
    password: &str,
) -> Result<DeveloperStatus, PortalError> {
    let proof = email_proof(portal, token, LinkPurpose::Confirm).await?;
    portal.passwords.check("password", password, &[&proof.email, &proof.full_name])?;
    let hash = portal.passwords.hash(password).await?;
    let now = portal.clock.now();
    let mut tx = portal.db.begin().await?;
    let id = links::consume(&mut tx, portal, token, LinkPurpose::Confirm).await?;
    if existing(&mut tx, id).await?.state != DeveloperState::Unconfirmed {
        return Err(PortalError::NotFound);
    }
    store::set_pending(&mut tx, id, now, &hash).await?;
    let automatic = settings::store::load(&mut tx).await?.auto_approve_developers;
    if automatic {
        store::decide(&mut tx, id, now, DeveloperStatus::Approved, "automatic approval", None).await?;
    }
    let developer = existing(&mut tx, id).await?;
    audit::record(&mut tx, now, actor, Event::new("developer.confirmed", "developer", id, &developer.email))
        .await?;
    if automatic {
        let system = Actor { request_id: actor.request_id.clone(), ..Actor::system("automatic approval") };
        audit::record(
            &mut tx,
            now,
            &system,
            Event::new("developer.approved", "developer", id, &developer.email),
        )
        .await?;
    } else {
        let approvers = store::approver_emails(&mut tx).await?;
        letters::somebody_waits(&mut tx, portal, &developer, &approvers).await?;
    }
    tx.commit().await?;
    portal.jobs.wake();
    Ok(developer.state.status())
}

async fn begin(
    portal: &Portal,
    tx: &mut Tx,
    actor: &Actor,
    email: &str,
    full_name: &str,
) -> Result<(), PortalError> {
    let now = portal.clock.now();
    let id = DeveloperId(new_id(now));
    store::insert_unconfirmed(tx, id, now, email, full_name).await?;
    let developer = existing(tx, id).await?;
    let link = links::issue(tx, portal, id, LinkPurpose::Confirm).await?;
    letters::confirm(tx, portal, &developer, link).await?;
    audit::record(tx, now, actor, Event::new("developer.signed_up", "developer", id, email)).await?;
    Ok(())
}

/// To a known address: the link once more, or where its owner stands.
pub async fn remind(
    portal: &Portal,
    tx: &mut Tx,
    actor: &Actor,
    known: &Developer,
) -> Result<(), PortalError> {
    if known.state == DeveloperState::Unconfirmed {
        let link = links::issue(tx, portal, known.id, LinkPurpose::Confirm).await?;
        letters::confirm(tx, portal, known, link).await?;
    } else {
        letters::where_you_stand(tx, portal, known).await?;
    }
    let now = portal.clock.now();
    audit::record(tx, now, actor, Event::new("developer.reminded", "developer", known.id, &known.email))
        .await?;
    Ok(())
}

/// The address in its stored form, after counting the mail that is asked for.
pub async fn mailable(portal: &Portal, actor: &Actor, email: &str) -> Result<String, PortalError> {
    let mut checks = Checks::new();
    check_email(&mut checks, email);
    checks.done()?;
    let email = normal_email(email);
    portal.limit(actor, Limit::MailFrom).await?;
    portal.limit_for(actor, Limit::MailTo, &email).await?;
    Ok(email)
}
