//! The images that documents of a product can show.
use super::{
    document_server_fns::{DeleteImage, ManagedImages, get_images},
    fields::UploadNotice,
    product_pages::{product_crumbs, product_in_address},
};
use crate::{
    admin_page::AdminPage,
    area::AreaPage,
    catalog::{Image, NAME_MAX},
    load::loaded,
    loading::Loading,
    paths,
    ui::{
        EmptyState, IconName, KeyValue, PageHeader, Section, TextInput,
        form::{Form, FormHandle, FormNotice, SubmitButton, use_form},
    },
};
use leptos::prelude::*;

pub struct ImagesRoute(Loading<ManagedImages>);

impl AreaPage for ImagesRoute {
    fn data() -> Self {
        let slug = product_in_address();
        Self(Loading::new(move || slug.get(), get_images))
    }

    fn view(this: Self) -> AnyView {
        let form = use_form::<DeleteImage>();
        view! {
            {loaded(this.0, move |managed| view! { <Images managed form/> })}
        }
        .into_any()
    }
}

#[component]
fn Images(managed: ManagedImages, form: FormHandle<DeleteImage>) -> impl IntoView {
    let ManagedImages { product, images, bytes_max } = managed;
    let hint = format!("PNG, JPEG, GIF, WebP or AVIF, of at most {}.", size_text(bytes_max));
    let slug = product.slug;
    let list = if images.is_empty() {
        view! {
            <EmptyState title="No image yet" icon=IconName::Grid>
                <p>"Once one is uploaded, its Markdown stands here, ready to be put into a document."</p>
            </EmptyState>
        }
        .into_any()
    } else {
        let cards = images.into_iter().map(|image| card(form, &slug, image)).collect_view();
        view! { <ul class="image-list">{cards}</ul> }.into_any()
    };
    view! {
        <AdminPage>
            <PageHeader
                title="Images"
                lead="Whoever may see the product sees its images."
                crumbs=product_crumbs(&slug, &product.title)
            />
            <UploadNotice function="upload_image"/>
            <FormNotice form/>
            <form class="upload" method="post" action=paths::admin_image_upload(&slug) enctype="multipart/form-data">
                <TextInput name="alt" label="What it shows" hint="For those who do not see it: read aloud, and shown where the image is not." limit=NAME_MAX as u32/>
                <div class="field">
                    <label class="field__label" for="image-file">"Image file"</label>
                    <p class="field__hint" id="image-hint">{hint}</p>
                    <div class="field__row"><input id="image-file" type="file" name="file" required accept="image/png,image/jpeg,image/gif,image/webp,image/avif" aria-describedby="image-hint"/></div>
                </div>
                <button class="button button--primary" type="submit">"Upload image"</button>
            </form>
            <Section title="Uploaded" lead="Put the line into a document where the image is to stand.">{list}</Section>
        </AdminPage>
    }
}

fn card(form: FormHandle<DeleteImage>, product: &str, image: Image) -> impl IntoView + use<> {
    let (markdown, product) = (image.markdown(), product.to_owned());
    let size = size_text(image.byte_count);
    view! {
        <li class="image-card">
            <img class="image-card__picture" src=paths::document_image(&product, &image.name) alt=image.alt.clone() loading="lazy"/>
            <div class="image-card__text">
                <p>{image.alt} " " <span class="muted">{size}</span></p>
                <KeyValue value=markdown copy=true/>
                <Form form reload=true>
                    <input type="hidden" name="id" value=image.id.to_string()/>
                    <input type="hidden" name="product" value=product/>
                    <SubmitButton form class="button--danger-quiet button--small">"Delete"</SubmitButton>
                </Form>
            </div>
        </li>
    }
}

fn size_text(bytes: u64) -> String {
    match bytes {
        bytes if bytes < 1024 => format!("{bytes} bytes"),
        bytes if bytes < 1_048_576 => format!("{} KB", bytes / 1024),
        bytes if bytes % 1_048_576 == 0 => format!("{} MB", bytes / 1_048_576),
        bytes => format!("{}.{} MB", bytes / 1_048_576, bytes % 1_048_576 * 10 / 1_048_576),
    }
}
