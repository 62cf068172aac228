mod create;
mod real;
mod set_up;
