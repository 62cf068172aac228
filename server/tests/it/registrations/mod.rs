mod decide;
mod mails;
mod request;
mod withdraw;
mod wizard;
