export {
  dropOldSecrets, issueSecret, loadCompiled, loadCredentials, loadSecrets, standing,
  type CompiledGrant, type Credential, type GrantId, type Issue, type WireSecret,
} from './store/gateway.ts';
