-- A case that nobody but the organisation that began it has been reached by (a draft, its own head's consent) is seen by
-- that organisation alone. Null: it has reached others, or was begun by the platform.
alter table legal_case add column private_to text;
