use super::{
    admin_pages::{AdminTeamRoute, AdminTeamsRoute},
    group_pages::GroupMappingsRoute,
    join_page::JoinTeamRoute,
    list_page::TeamsRoute,
    member_pages::{DeleteTeamRoute, LeaveTeamRoute, RemoveMemberRoute},
    new_page::{EditTeamRoute, NewTeamRoute},
    team_page::TeamRoute,
};
use crate::actor::Role;
use crate::area::{PageRoute, page, page_for};

pub const PAGES: &[PageRoute] = &[
    page::<TeamsRoute>("/teams"),
    page_for::<NewTeamRoute>(Role::Developer, "/teams/new"),
    page::<JoinTeamRoute>("/teams/join"),
    page::<TeamRoute>("/teams/:team"),
    page::<EditTeamRoute>("/teams/:team/edit"),
    page::<LeaveTeamRoute>("/teams/:team/leave"),
    page::<DeleteTeamRoute>("/teams/:team/delete"),
    page::<RemoveMemberRoute>("/teams/:team/members/:id/remove"),
];

pub const ADMIN_PAGES: &[PageRoute] = &[
    page_for::<AdminTeamsRoute>(Role::Admin, "/admin/teams"),
    page_for::<AdminTeamRoute>(Role::Admin, "/admin/teams/:team"),
    page_for::<GroupMappingsRoute>(Role::Admin, "/admin/team-groups"),
];
