-- Signatures that are taken once (protocol §2.4, 'strict'), as long as their time could be taken again.
create table used_sign (
  region text not null,                            -- of the grant
  slot   integer not null,                         -- ten minutes of the signed time, counted from 1970
  sign   uuid not null,                            -- the first 16 bytes of the signature
  primary key (region, slot, sign)
);
revoke update, truncate on used_sign from shuqiao_app;
