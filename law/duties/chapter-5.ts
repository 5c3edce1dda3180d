import { carried, notYet, otherPlatform } from './duty.ts';
import type { Duty } from './duty.ts';

/** 第五章 平台支撑, Art. 30–32. Art. 33 is a principle. */
export const chapter5: readonly Duty[] = [
  otherPlatform('30-1-a', '国家整合构建全国一体化政务大数据体系'),
  otherPlatform('30-2-a', '国家政务大数据平台与国务院部门平台、各地区平台互联互通'),
  notYet('30-3-a', '地方主管部门负责本行政区域政务数据平台建设和管理'),
  carried('30-3-b', '按需向乡镇（街道）、村（社区）共享政务数据', { in: 'reflux', moves: ['connect'] },
    'a district that a city was cut into gets its own alone, with the townships that it serves named: Art. 24.1, 30.3',
    'townships and villages are served by the county, or the city that has none: Art. 30.3'),
  otherPlatform('30-4-a', '国务院部门平台支撑本行业共享；未建平台的通过国家平台开展'),
  otherPlatform('31-1-a', '已建设的政务数据平台纳入全国一体化政务大数据体系'),
  notYet('31-1-b', '原则上不得新建共享交换系统开展跨部门共享：只登记本平台内的交付'),
  otherPlatform('32-1-a', '通过全国一体化政务大数据体系开展共享工作'),
];
