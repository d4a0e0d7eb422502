/** The scope of officers for the modules that stand on accounts. */
export { type AssociationKey, associationInScope, lockOfficers } from '../scope.server'
