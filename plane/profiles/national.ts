import type { Profile } from './profile.ts';

const minute = 60_000;
const hour = 60 * minute;

/** 国家数据共享交换平台, 国家政务服务平台 and who speaks as they do: protocol §1–§4. */
export const national: Profile = {
  name: 'national',
  prefixes: ['gjgxjhpt_', 'gjzwfwpt_', '', 'BJS_', 'jsjhpt_'],
  names: { rid: 'rid', sid: 'sid', rtime: 'rtime', sign: 'sign' },
  places: ['header', 'query', 'form', 'json'],
  call: { paths: ['/httpproxy', '/gateway/httpproxy'] },
  refresh: {
    paths: ['/sysapi/auth/refreshappsecret'],
    endings: ['/sysapi/auth/refreshappsecret', '/gxservices/auth/refreshappsecret', '/authz/authSystem/getAppSecret'],
    sharedWithCall: ['/gateway/httpproxy'],
    lifeMs: 24 * hour,
    keepAbove: 0.25,
  },
  // 30 minutes: 5 would break two of the known clients, which replay one signature for half an hour (§2.4).
  time: { digits: 13, windowMs: 30 * minute, refreshWindowMs: 15 * minute, legacyBeforeMs: 10 * minute, aheadMs: 10 * minute },
  digest: { algorithm: 'hmac-sha256', message: ['sid', 'rid', 'rtime'], output: 'base64' },
};
