//! Where all but verdicts is worked on.
use tokio::{
    runtime::{Builder, Handle, Runtime},
    task::JoinHandle,
};

/// Threads for everything that may take long: all cores but one, and after verdicts where both want to run.
#[derive(Debug)]
pub struct Threads(Option<Runtime>);

/// Added to the process's niceness: of two threads that want the same core, this one gets a third of what
/// the other gets.
#[cfg(target_os = "linux")]
const NICER: i32 = 5;

impl Threads {
    pub fn start() -> std::io::Result<Self> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(cores.saturating_sub(1).max(1)).thread_name("work").enable_all();
        builder.on_thread_start(give_way);
        Ok(Self(Some(builder.build()?)))
    }

    pub fn spawn(&self, task: impl Future<Output = ()> + Send + 'static) -> JoinHandle<()> {
        match &self.0 {
            Some(runtime) => runtime.spawn(task),
            None => tokio::spawn(task),
        }
    }

    pub fn handle(&self) -> Option<Handle> {
        self.0.as_ref().map(|runtime| runtime.handle().clone())
    }
}

/// On Linux a thread has a niceness of its own; elsewhere the whole process would get it.
fn give_way() {
    #[cfg(target_os = "linux")]
    let _ = rustix::process::nice(NICER).inspect_err(
        |error| tracing::debug!(%error, "threads for pages have the priority of those for verdicts"),
    );
}

impl Drop for Threads {
    fn drop(&mut self) {
        if let Some(runtime) = self.0.take() {
            runtime.shutdown_background();
        }
    }
}
