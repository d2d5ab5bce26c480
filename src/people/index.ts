export { parseAbsence } from './absence-text.ts';
export { dayOff, type Ended, markAway, markBack } from './absences.ts';
export { createDirectory } from './actor.ts';
export { addressesOf, personsOf, userIdsOf } from './addresses.ts';
export { connectionsOf, testConnection } from './connections.ts';
export { holidayOn } from './days-off.ts';
export {
  deleteDepartment,
  departmentsOf,
  joinDepartment,
  ledDepartments,
  listDepartments,
  saveDepartment,
} from './departments.ts';
export { addHoliday, holidaysIn, removeHoliday } from './holidays.ts';
export { importPeople, previewImport } from './import.ts';
export { createHost } from './installations.ts';
export { enqueueSync, peopleJobs } from './jobs.ts';
export * from './local-time.ts';
export { addPerson, listPeople, needPerson } from './people-list.ts';
export { quietHoursOf, quietUntil } from './quiet-hours.ts';
export { seatIn } from './seats.ts';
export { ownSettings, peopleOverview, saveOwnSettings, setPerson } from './settings.ts';
export { departmentForm, peopleView, personForm, settingsForm } from './views.ts';
export { saveWorkspace, workspaceSettings } from './workspace.ts';
