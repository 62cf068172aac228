//! A mail server that takes everything (RFC 5321, as much of it as a delivery needs).
use std::sync::{Arc, Mutex};
use tokio::{
    io::{AsyncBufReadExt, AsyncWriteExt, BufReader},
    net::{TcpListener, TcpStream},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delivered {
    pub recipient: String,
    /// Head and body, as they came.
    pub data: String,
}

pub struct MailServer {
    pub port: u16,
    delivered: Arc<Mutex<Vec<Delivered>>>,
}

impl MailServer {
    pub async fn start() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let port = listener.local_addr().expect("an address").port();
        let delivered: Arc<Mutex<Vec<Delivered>>> = Arc::default();
        let taken = delivered.clone();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(serve(stream, taken.clone()));
            }
        });
        Self { port, delivered }
    }

    pub fn delivered(&self) -> Vec<Delivered> {
        self.delivered.lock().expect("nobody panicked").clone()
    }
}

async fn serve(stream: TcpStream, delivered: Arc<Mutex<Vec<Delivered>>>) -> std::io::Result<()> {
    let (reader, mut writer) = stream.into_split();
    let mut lines = BufReader::new(reader).lines();
    let mut recipient = String::new();
    writer.write_all(b"220 mail.test\r\n").await?;
    while let Some(line) = lines.next_line().await? {
        let command = line.to_ascii_uppercase();
        let answer: &[u8] = if command.starts_with("DATA") {
            writer.write_all(b"354 go on\r\n").await?;
            let mut data = String::new();
            while let Some(line) = lines.next_line().await? {
                if line == "." {
                    break;
                }
                data.push_str(&line);
                data.push('\n');
            }
            let recipient = recipient.clone();
            delivered.lock().expect("nobody panicked").push(Delivered { recipient, data });
            b"250 taken\r\n"
        } else if command.starts_with("QUIT") {
            b"221 bye\r\n"
        } else {
            if command.starts_with("RCPT TO:") {
                recipient = line[8..].trim().trim_matches(['<', '>']).to_owned();
            }
            b"250 ok\r\n"
        };
        writer.write_all(answer).await?;
    }
    Ok(())
}
