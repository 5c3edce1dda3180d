/**
 * When items of one entry are like those of another. Art. 19 ¶1: “通过共享获取政务数据能够满足履行职责需要的，政府部门不得向公民、法人和其他
 * 组织重复收集。” ¶2: “政务数据收集工作涉及多个政府部门的……应当明确牵头收集的政府部门并将其作为数源部门。”
 * Reading: half of the items, and three at the least, have the same names without signs. Whether two items of one name mean the same,
 * persons judge: a warning and a proposal, no more.
 */
export const leastLikeItems = 3;

/** How many of so many items must be there again. */
export const likeFrom = (items: number): number => Math.max(leastLikeItems, Math.ceil(items / 2));

/** Values that must be compared on each side before a share is said: of fewer it would tell of single records. */
export const leastValues = 100;
