mod lifetime;
mod limits;
mod sign_in;
