import type { ErrorCode } from './errors.ts';
import type { CheckOf } from './procedure.ts';
import type { account, application, assessment, catalog, correction, demand, dispute, finding, grant, incident, reflux, serviceChange, source, useChange } from './procedures/index.ts';

/** Every check that a table names. */
export type CheckName = CheckOf<typeof account> | CheckOf<typeof application> | CheckOf<typeof assessment> | CheckOf<typeof catalog>
  | CheckOf<typeof correction> | CheckOf<typeof demand> | CheckOf<typeof dispute> | CheckOf<typeof finding> | CheckOf<typeof grant> | CheckOf<typeof incident> | CheckOf<typeof reflux> | CheckOf<typeof serviceChange> | CheckOf<typeof source> | CheckOf<typeof useChange>;

/**
 * With which errors a check may fail, most telling first. The interface description lists them for each act, and a process
 * that fails otherwise fails its test. A name that a table adds does not compile until it stands here.
 */
export const checkErrors: Readonly<Record<CheckName, readonly ErrorCode[]>> = {
  // catalog
  noOpenCase: ['ENTRY_CASE_OPEN'],
  legalCause: ['CAUSE_NOT_STATUTORY', 'CAUSE_MISSING', 'CAUSE_DATE_INVALID'],
  nineFields: ['ENTRY_FIELDS_MISSING'],
  itemsDescribed: ['ENTRY_ITEMS_MISSING', 'ENTRY_ITEM_INCOMPLETE', 'ENTRY_ITEM_TWICE', 'ENTRY_KEY_MISSING', 'ENTRY_GRADE_BELOW_ITEM'],
  attributeGrounds: ['CONDITIONS_MISSING', 'CONDITION_NOT_ALLOWED', 'NOT_SHARED_REASON_MISSING', 'NOT_SHARED_BASIS_REFUSED', 'UNCONDITIONAL_HAS_CONDITIONS', 'ATTRIBUTE_STRICTER_NEEDS_CAUSE'],
  assessmentsConcluded: ['ASSESSMENT_MISSING', 'ASSESSMENT_LAPSED'],
  notSecret: ['ENTRY_SECRET', 'ENTRY_CORE_DATA'],
  notCollectedTwice: ['SIMILAR_ENTRY_NEEDS_REASON'],
  hitsSeen: ['HITS_UNCONFIRMED'],
  returnListed: ['RETURN_NEEDS_FULL_LIST', 'RETURN_ONLY_FORMER_POINTS'],
  notRequired: ['CAUSE_STILL_REQUIRES_UPDATE'],
  // assessment
  allAnswered: ['ASSESSMENT_ANSWERS_MISSING'],
  // application
  entryOpen: ['ENTRY_NOT_PUBLISHED', 'ENTRY_NOT_SHARED', 'ENTRY_HIDDEN', 'ENTRY_WITHDRAWN', 'OWN_ENTRY'],
  itemsWithinEntry: ['ITEMS_NOT_IN_ENTRY'],
  modeOffered: ['MODE_NOT_OFFERED'],
  termEndsOrReason: ['TERM_NEEDS_END_OR_REASON', 'TERM_INVALID'],
  noSameGrant: ['SAME_GRANT_RUNS', 'RENEWAL_FOREIGN', 'RENEWAL_GAP', 'RENEWAL_UNFIT'],
  ownAssessment: ['OWN_ASSESSMENT_MISSING'],
  linkage: [], // computes and records the level, refuses nothing
  entryStands: ['ENTRY_CHANGED'],
  entryGone: ['ENTRY_UNCHANGED'],
  replyNotOver: ['REPLY_CLOCK_OVER', 'DATE_TOO_SOON'],
  pointsTied: ['ASK_POINT_NOT_TIED'],
  wasAsked: ['NOT_ASKED'],
  securityOpinion: ['SECURITY_OPINION_MISSING'],
  somethingGiven: ['REPLY_NOTHING_GRANTED'],
  repliedToAll: ['REPLY_ITEMS_INCOMPLETE', 'REPLY_PROPOSAL_MISSING', 'REPLY_BEYOND_APPLICATION', 'TERM_INVALID', 'MODE_NOT_OFFERED', 'REPLY_OTHER_WAY', 'ITEMS_NOT_IN_ENTRY',
    'REFUSAL_NEEDS_REASONS', 'REFUSAL_UNCONDITIONAL', 'REFUSAL_BASIS_MISSING', 'REFUSAL_MATERIAL_NOT_ASKED', 'REFUSAL_REASON_NOT_ALLOWED', 'REFUSAL_GROUND_SPENT'],
  conditionsWithinEntry: ['CONDITIONS_ADDED', 'DISPOSAL_MISSING'],
  lessReasoned: ['REFUSAL_NEEDS_REASONS', 'REFUSAL_REASON_NOT_ALLOWED', 'REFUSAL_UNCONDITIONAL', 'REFUSAL_BASIS_MISSING', 'REFUSAL_MATERIAL_NOT_ASKED', 'REFUSAL_GROUND_SPENT'],
  reasonAllowed: ['REFUSAL_NEEDS_REASONS', 'REFUSAL_REASON_NOT_ALLOWED', 'REFUSAL_UNCONDITIONAL', 'REFUSAL_BASIS_MISSING', 'REFUSAL_MATERIAL_NOT_ASKED', 'REFUSAL_GROUND_SPENT'],
  standingConsent: ['STANDING_CONSENT_MISSING'],
  linkageNotHigh: ['LINKAGE_HIGH'],
  decisionNamesAll: ['DECISION_INCOMPLETE', 'REPLY_BEYOND_APPLICATION', 'TERM_INVALID', 'MODE_NOT_OFFERED', 'REPLY_OTHER_WAY', 'ITEMS_NOT_IN_ENTRY', 'REFUSAL_UNCONDITIONAL'],
  decisionPassedOrDefied: ['DECISION_NOT_DUE'],
  // grant
  probePasses: ['PROBE_FAILED'],
  noOpenIncident: ['INCIDENT_STILL_OPEN'],
  mendOverOrInsufficient: ['TERMINATE_TOO_EARLY'],
  incidentOrHidden: ['HOLD_NEEDS_INCIDENT'],
  dateToCome: ['DISPOSAL_DATE_PAST'],
  unusedLong: ['GRANT_USED_LATELY'],
  renewed: ['NOT_RENEWED'],
  keyCollected: ['KEY_NOT_COLLECTED'],
  legacyFits: ['LEGACY_MODE', 'LEGACY_STRICT', 'LEGACY_NO_ADDRESSES', 'LEGACY_TOO_WIDE', 'LEGACY_UNTIL'],
  // service-change
  grantsRun: ['SERVICE_CHANGE_GRANTS_OVER'],
  datesInOrder: ['SERVICE_CHANGE_TOO_SOON', 'SERVICE_CHANGE_DATES'],
  opinionsInOrOver: ['SERVICE_CHANGE_OPINIONS_OUT'],
  effectToCome: ['SERVICE_CHANGE_EFFECT_PAST'],
  // use-change
  grantRuns: ['USE_CHANGE_GRANT_OVER'],
  pointsNamed: ['USE_CHANGE_POINT_TWICE', 'USE_CHANGE_SAME'],
  everyPointAnswered: ['USE_CHANGE_UNANSWERED', 'USE_CHANGE_REASON_MISSING'],
  somePointAgreed: ['USE_CHANGE_NONE_AGREED'],
  // grant and incident
  entryNotHidden: ['ENTRY_HIDDEN', 'INCIDENT_ENTRY_HIDDEN'],
  partyOfGrants: ['INCIDENT_GRANT_FOREIGN'],
  notified: ['INCIDENT_NOTIFY_FIRST'],
  // account
  accountFree: ['ACCOUNT_PERSON_HAS_ONE', 'ACCOUNT_NAME_TAKEN'],
  organisationStands: ['ORGANISATION_INACTIVE'],
  entrustedEnds: ['ACCOUNT_END_REQUIRED'],
  postsOfOrganisation: ['POST_FOREIGN_ORGANISATION', 'POST_KIND_MISMATCH', 'POST_DATES_INVALID', 'POST_UNKNOWN'],
  noOfficer: ['OFFICER_HOLDS_POST'],
  workHandedOver: ['POST_WORK_OPEN'],
  // source
  groupAlike: ['SOURCE_NOT_ALIKE', 'SOURCE_ENTRY_UNKNOWN', 'SOURCE_ENTRY_NOT_OWN', 'SOURCE_OPEN_ALREADY'],
  departmentsNamed: ['SOURCE_DEPARTMENTS_WRONG', 'SOURCE_DEPARTMENT_ELSEWHERE', 'SOURCE_ITEMS_FOREIGN'],
  opinionsIn: ['SOURCE_OPINIONS_OPEN'],
  oneOfThem: ['SOURCE_NOT_ONE_OF_THEM'],
  itemsFree: ['SOURCE_ITEMS_FOREIGN', 'SOURCE_ITEM_NAMED'],
  noSourceStands: ['SOURCE_STANDS'],
  taskOfOne: ['SOURCE_TASK_FOREIGN'],
  taskAhead: ['SOURCE_DATE_NOT_AHEAD'],
  ownTask: ['SOURCE_TASK_UNKNOWN'],
  // demand
  wholeDemand: ['DEMAND_INCOMPLETE'],
  likesSeen: ['DEMAND_ENTRY_FITS'],
  joinable: ['DEMAND_NOT_JOINABLE', 'DEMAND_OWN', 'DEMAND_INCOMPLETE'],
  entryOffers: ['ENTRY_NOT_FOUND', 'DEMAND_ENTRY_OFF', 'ENTRY_NOT_SHARED', 'DEMAND_ENTRY_OWN'],
  providerFits: ['DEMAND_PROVIDER_UNKNOWN', 'DEMAND_PROVIDER_OWN', 'DEMAND_PROVIDER_ELSEWHERE', 'DEMAND_PROVIDER_DECLINED'],
  declinedOnce: ['DEMAND_DECLINED_TWICE'],
  paperAttached: ['DEMAND_DOCUMENT_MISSING'],
  // grant, of what ran before
  entryStillShared: ['OLD_SHARING_ENTRY_UNFIT'],
  // reflux
  entryPublished: ['ENTRY_NOT_FOUND', 'ENTRY_NOT_SHARED', 'REFLUX_ENTRY_OFF'],
  itemsOfEntry: ['REFLUX_ITEMS_FOREIGN'],
  withinArea: ['REFLUX_OUTSIDE_AREA'],
  villagesServed: ['REFLUX_VILLAGES_NOT_HERE', 'REFLUX_VILLAGE_OUTSIDE', 'REFLUX_VILLAGE_NAME', 'REFLUX_VILLAGE_TWICE'],
  requestedBelow: ['REFLUX_OWN_GROUND'],
  earlierSettled: ['REFLUX_STOPPED_BEFORE'],
  noneStopped: ['REFLUX_PAUSED'],
  moreThanFlows: ['REFLUX_FLOWS_ALREADY'],
  regionColumnBound: ['REFLUX_COLUMN_UNBOUND', 'REFLUX_COLUMN_UNFIT', 'REFLUX_NO_KEY', 'SOURCE_UNREACHABLE', 'SOURCE_TIMED_OUT', 'ADDRESS_NOT_ALLOWED', 'ADDRESS_MOVED', 'CHECK_FAILED'],
  probed: ['PROBE_FAILED'],
  // correction
  rowsStated: ['CORRECTION_ROWS_MISSING', 'CORRECTION_ROWS_CHANGED'],
  mayHaveSeen: ['CORRECTION_NOT_HELD'],
  sourceNamed: ['CORRECTION_SOURCE_UNFIT', 'CORRECTION_SOURCE_NAMED', 'CORRECTION_SOURCE_WITHOUT', 'CORRECTION_DATE_PAST'],
  askedOfUs: ['CORRECTION_NOT_ASKED'],
  everyRowUpheld: ['CORRECTION_ROWS_UNANSWERED', 'CORRECTION_SOME_REJECTED'],
  everyRowAnswered: ['CORRECTION_ROWS_UNANSWERED', 'CORRECTION_ROWS_CHANGED', 'CORRECTION_ALL_UPHELD'],
  visible: ['CORRECTION_NOT_VISIBLE', 'CORRECTION_LOOK_FIRST', 'CORRECTION_LOOK_RUNS', 'SOURCE_UNREACHABLE', 'SOURCE_TIMED_OUT', 'ADDRESS_NOT_ALLOWED', 'ADDRESS_MOVED', 'CHECK_FAILED'],
  rowsContested: ['CORRECTION_NOTHING_CONTESTED'],
  upheldForUs: ['CORRECTION_NOT_FOR_US'],
  // dispute
  subjectOpenToDispute: ['DISPUTE_SUBJECT_UNKNOWN', 'DISPUTE_SUBJECT_NOT_YET', 'DISPUTE_OPEN_ALREADY'],
  effectFits: ['DISPUTE_EFFECT_UNFIT', 'DISPUTE_DATE_MISSING', 'DISPUTE_DATE_NOT_AHEAD', 'DISPUTE_BOUND_UNFIT'],
  forumIsNoParty: ['DISPUTE_FORUM_UNKNOWN', 'DISPUTE_FORUM_IS_PARTY'],
  forumIsParty: ['DISPUTE_FORUM_UNKNOWN', 'DISPUTE_FORUM_MEDIATES'],
  newDateAhead: ['DISPUTE_DATE_NOT_AHEAD'],
  documentAttached: ['DISPUTE_DOCUMENT_MISSING'],
  // finding
  orderInLaw: ['FINDING_NO_ORDER'],
  explanationOver: ['FINDING_EXPLANATION_OPEN'],
  refusedOrGrave: ['FINDING_REFER_NOT_YET'],
};
