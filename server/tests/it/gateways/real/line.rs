//! The line between a gateway and the portal, which can be cut or go silent.
use std::net::SocketAddr;
use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Line {
    Good,
    /// Connections are taken and nothing ever comes.
    Silent,
    /// Connections are refused.
    Cut,
}

pub struct Switch {
    pub address: SocketAddr,
    state: watch::Sender<Line>,
    is_listening: watch::Receiver<bool>,
}

impl Switch {
    pub async fn to(portal: SocketAddr) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("an address");
        let (state, watched) = watch::channel(Line::Good);
        let (listening, is_listening) = watch::channel(true);
        tokio::spawn(serve(Some(listener), address, portal, watched, listening));
        Self { address, state, is_listening }
    }

    pub async fn turn(&mut self, line: Line) {
        self.state.send_replace(line);
        self.is_listening.wait_for(|is| *is == (line != Line::Cut)).await.expect("the line is served");
    }
}

async fn serve(
    mut listener: Option<TcpListener>,
    address: SocketAddr,
    portal: SocketAddr,
    mut state: watch::Receiver<Line>,
    listening: watch::Sender<bool>,
) {
    loop {
        let now = *state.borrow_and_update();
        listener = match (now, listener) {
            (Line::Cut, _) => None,
            (_, Some(listener)) => Some(listener),
            (_, None) => Some(TcpListener::bind(address).await.expect("the port is still free")),
        };
        listening.send_replace(listener.is_some());
        let Some(open) = &listener else {
            if state.changed().await.is_err() {
                return;
            }
            continue;
        };
        tokio::select! {
            changed = state.changed() => if changed.is_err() { return },
            taken = open.accept() => {
                let (client, _) = taken.expect("a connection");
                tokio::spawn(pass(client, portal, state.clone()));
            }
        }
    }
}

async fn pass(mut client: TcpStream, portal: SocketAddr, mut state: watch::Receiver<Line>) {
    let mut server = TcpStream::connect(portal).await.expect("the portal listens");
    loop {
        let now = *state.borrow_and_update();
        tokio::select! {
            changed = state.changed() => if changed.is_err() { return },
            _ = copy_bidirectional(&mut client, &mut server), if now == Line::Good => return,
            () = std::future::ready(()), if now == Line::Cut => return,
        }
    }
}
