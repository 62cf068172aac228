use crate::config::{
    section::{section, unset},
    setting::choice,
    values::{MailAddress, Secret, Text},
};

section! {
    /// How mail leaves. Without `smtp_host` no mail is sent: admins read it at /admin/mail.
    pub struct Mail = "mail" {
        /// The mail server.
        smtp_host: Option<Text> = unset("smtp.acme.example");

        /// Its port: 587 with "starttls", 465 with "tls", 25 with "none".
        smtp_port: u16 = 587, within 1..=65_535;

        /// How the connection is protected.
        encryption: Encryption = "starttls";

        /// Name to sign in to the mail server with.
        username: Option<Text> = unset("portico");

        /// Password to sign in to the mail server with.
        password: Option<Secret<String>> = unset("the password");

        /// Sender of every mail.
        from: MailAddress = "Portico <portico@localhost>";
    }
}

choice! {
    pub enum Encryption {
        /// Readable by everybody on the way.
        None = "none",
        /// Starts readable and must switch to TLS.
        StartTls = "starttls",
        /// TLS from the first byte.
        Tls = "tls",
    }
}
