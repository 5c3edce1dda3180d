/**
 * Holidays beside those of the whole nation. 全国年节及纪念日放假办法 (2024-11-10) Art. 4: “少数民族习惯的节日，由各少数民族聚居地区的
 * 地方人民政府，按照各该民族习惯，规定放假日期。” Which areas these are no list says (聚居地区 is wider than the autonomous ones), so no region
 * is refused: whoever enters days off names the rule of its government that they rest on, and the lead signs it with them.
 */
export const localHolidayRule = '少数民族习惯的节日，由各少数民族聚居地区的地方人民政府规定放假日期（《全国年节及纪念日放假办法》第四条）';
