mod callers;
mod ending;
mod issue;
mod reminders;
mod rotate;
