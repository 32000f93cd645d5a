-- Who may read and write a project. An invitation is a row without a user, until the one with that e-mail accepts it.

-- Not among the schemas that the API serves: what is in it can be called by policies and functions only.
create schema rewrite_private;
revoke all on schema rewrite_private from public;
grant usage on schema rewrite_private to authenticated, service_role;

create table public.rewrite_members (
  id uuid primary key default gen_random_uuid(),
  project_id uuid not null references public.rewrite_projects (id) on delete cascade,
  user_id uuid references auth.users (id) on delete cascade,
  email text check (email = lower(email) and email ~ '^[^@[:space:]]+@[^@[:space:]]+$' and length(email) <= 320),
  role text not null check (role in ('owner', 'editor', 'viewer')),
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  check (user_id is not null or email is not null),
  unique (project_id, user_id),
  unique (project_id, email)
);
create index rewrite_members_user_id on public.rewrite_members (user_id);
create index rewrite_members_email on public.rewrite_members (email) where user_id is null;

-- The caller's role in a project; null for a stranger and for a caller who is not signed in.
create function rewrite_private.role_in(project uuid) returns text
language plpgsql stable security definer set search_path = '' as $$
begin
  return (select m.role from public.rewrite_members m where m.project_id = project and m.user_id = auth.uid());
end $$;

create function rewrite_private.can_read(project uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (select from public.rewrite_members m where m.project_id = project and m.user_id = auth.uid());
end $$;

create function rewrite_private.can_write(project uuid) returns boolean
language plpgsql stable security definer set search_path = '' as $$
begin
  return exists (
    select from public.rewrite_members m
    where m.project_id = project and m.user_id = auth.uid() and m.role in ('owner', 'editor')
  );
end $$;

-- The caller's e-mail when it is proven to be theirs.
create function rewrite_private.own_email() returns text
language sql stable security definer set search_path = '' as $$
  select lower(u.email) from auth.users u where u.id = auth.uid() and u.email_confirmed_at is not null
$$;

-- The row is not yet a member's when the statement that makes it reads it back, so the policy for reading asks this setting too.
-- Only rows that are new may be named: an insert that meets an existing project must not open it.
create function rewrite_private.project_being_made() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform set_config('rewrite.making', case
    when exists (select from public.rewrite_projects p where p.id = new.id) then '' else new.id::text end, true);
  return new;
end $$;
create trigger rewrite_projects_being_made before insert on public.rewrite_projects
  for each row execute function rewrite_private.project_being_made();

create function rewrite_private.make_owner() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  perform set_config('rewrite.making', '', true);
  if auth.uid() is not null then
    insert into public.rewrite_members (project_id, user_id, email, role)
      values (new.id, auth.uid(), rewrite_private.own_email(), 'owner');
  end if;
  return null;
end $$;
create trigger rewrite_projects_make_owner after insert on public.rewrite_projects
  for each row execute function rewrite_private.make_owner();

-- A project keeps an owner for as long as it is there, and a membership stays with its project, user and address.
create function rewrite_private.guard_members() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
  if tg_op = 'UPDATE' then
    if (new.id, new.project_id, new.email) is distinct from (old.id, old.project_id, old.email)
      or old.user_id is not null and new.user_id is distinct from old.user_id then
      raise exception 'A membership stays with its project and person.' using errcode = '42501';
    end if;
    new.updated_at := now();
  end if;
  if old.role = 'owner' and (tg_op = 'DELETE' or new.role <> 'owner') then
    perform pg_advisory_xact_lock(hashtextextended(old.project_id::text, 1));
    if exists (select from public.rewrite_projects p where p.id = old.project_id)
      and not exists (select from public.rewrite_members m
        where m.project_id = old.project_id and m.id <> old.id and m.role = 'owner' and m.user_id is not null)
      and exists (select from auth.users u where u.id = old.user_id) then
      raise exception 'A project needs an owner: make somebody else one first.' using errcode = '23514';
    end if;
  end if;
  return case when tg_op = 'DELETE' then old else new end;
end $$;
create trigger rewrite_members_guard before update or delete on public.rewrite_members
  for each row execute function rewrite_private.guard_members();

-- Accepts every invitation to the caller's proven e-mail. Returns the caller's projects: [{ project_id, name, role }].
create function public.rewrite_join() returns jsonb
language plpgsql security definer set search_path = '' as $$
declare
  address text := rewrite_private.own_email();
begin
  if auth.uid() is null then
    raise exception 'Sign in first.' using errcode = '42501';
  end if;
  delete from public.rewrite_members i where i.email = address and i.user_id is null
    and exists (select from public.rewrite_members m where m.project_id = i.project_id and m.user_id = auth.uid());
  update public.rewrite_members m set user_id = auth.uid() where m.email = address and m.user_id is null;
  return (
    select coalesce(jsonb_agg(jsonb_build_object('project_id', p.id, 'name', p.name, 'role', m.role) order by p.name, p.id), '[]')
    from public.rewrite_members m join public.rewrite_projects p on p.id = m.project_id
    where m.user_id = auth.uid()
  );
end $$;

-- Invites by e-mail, or gives a member or an invitation another role. Returns the member's id.
create function public.rewrite_invite(project_id uuid, email text, role text) returns uuid
language plpgsql security invoker set search_path = '' as $$
#variable_conflict use_column
declare
  member uuid;
begin
  if rewrite_private.role_in(rewrite_invite.project_id) is distinct from 'owner' then
    raise exception 'Only an owner can invite.' using errcode = '42501';
  end if;
  update public.rewrite_members m set role = rewrite_invite.role
    where m.project_id = rewrite_invite.project_id and m.email = lower(trim(rewrite_invite.email)) returning m.id into member;
  if member is null then
    insert into public.rewrite_members (project_id, email, role)
      values (rewrite_invite.project_id, lower(trim(rewrite_invite.email)), rewrite_invite.role) returning id into member;
  end if;
  return member;
end $$;
