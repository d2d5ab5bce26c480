import type { Role } from '../../src/chat/actor.ts';

export const departmentNames = [
  'Customer Service',
  'Finance',
  'IT',
  'Marketing',
  'Operations',
  'Sales',
] as const;
export type DepartmentName = (typeof departmentNames)[number];

/** Somebody of the made-up company. */
export type DemoPerson = {
  readonly name: string;
  readonly department: DepartmentName | null;
  readonly role: Role;
  readonly zone: string;
  readonly locale: string;
  readonly country: string;
  /** How often they answer, measured by their department: 1 as usual, 0.3 rarely. */
  readonly diligence: number;
  /** Which initiatives ask them. */
  readonly crm: boolean;
  readonly delivery: boolean;
  /** What there is to try as this person. */
  readonly about: string;
};

type Home = readonly [zone: string, locale: string, country: string];

const germany: Home = ['Europe/Berlin', 'de-DE', 'DE'];
const berlin: Home = ['Europe/Berlin', 'en-GB', 'DE'];
const france: Home = ['Europe/Paris', 'fr-FR', 'FR'];
const poland: Home = ['Europe/Warsaw', 'pl-PL', 'PL'];
const britain: Home = ['Europe/London', 'en-GB', 'GB'];
const america: Home = ['America/New_York', 'en-US', 'US'];

type More = Partial<Pick<DemoPerson, 'role' | 'diligence' | 'about'>>;
type Asked = 'crm' | 'delivery' | 'both' | 'neither';

function person(
  name: string,
  department: DepartmentName | null,
  [zone, locale, country]: Home,
  asked: Asked,
  more: More = {},
): DemoPerson {
  return {
    name,
    department,
    zone,
    locale,
    country,
    crm: asked === 'crm' || asked === 'both',
    delivery: asked === 'delivery' || asked === 'both',
    role: 'member',
    diligence: 1,
    about: '',
    ...more,
  };
}

const lead: More = { role: 'lead', diligence: 1.1 };

/** Everyone of Kessel & Korb, which sells kitchen and picnic goods on the web. The first of a department leads it. */
export const demoPeople: readonly DemoPerson[] = [
  person('Lukas Brandt', 'Sales', germany, 'crm', lead),
  person('Ana Ferreira', 'Sales', berlin, 'both', {
    about: 'Answer today’s check-in, and say that you wait on Operations.',
  }),
  person('Chloé Laurent', 'Sales', france, 'crm'),
  person('Tom Whitfield', 'Sales', britain, 'crm'),
  person('Kinga Nowak', 'Sales', poland, 'both'),
  person('Jan Petersen', 'Sales', germany, 'crm', { diligence: 0.6 }),
  person('Miriam Vogt', 'Sales', germany, 'crm'),
  person('Emre Aydın', 'Sales', germany, 'crm'),

  person('Sophie Hartmann', 'Marketing', germany, 'both', lead),
  person('Rafael Costa', 'Marketing', berlin, 'crm'),
  person('Nele Fuchs', 'Marketing', germany, 'delivery'),
  person('Oliver Grant', 'Marketing', britain, 'crm'),
  person('Camille Dubois', 'Marketing', france, 'both', { diligence: 0.8 }),
  person('Iris Lehmann', 'Marketing', germany, 'crm'),

  person('Ben Adler', 'Operations', berlin, 'both', {
    ...lead,
    about: 'See who waits on your department, and who answered today.',
  }),
  person('Piotr Zieliński', 'Operations', poland, 'delivery'),
  person('Agnieszka Lis', 'Operations', poland, 'delivery'),
  person('Marta Kamińska', 'Operations', poland, 'both'),
  person('Dirk Schulte', 'Operations', germany, 'delivery', { diligence: 0.25 }),
  person('Yusuf Demir', 'Operations', germany, 'delivery'),
  person('Hanna Krüger', 'Operations', germany, 'both'),
  person('Stefan Roth', 'Operations', germany, 'delivery', { diligence: 0.8 }),
  person('Lena Albrecht', 'Operations', germany, 'delivery'),

  person('Nadia Haddad', 'Customer Service', berlin, 'both', lead),
  person('Felix Baumann', 'Customer Service', germany, 'crm'),
  person('Grace Miller', 'Customer Service', america, 'crm'),
  person('Paula Richter', 'Customer Service', germany, 'both'),
  person('Tobias Engel', 'Customer Service', germany, 'both', { diligence: 0.7 }),
  person('Zoe Clarke', 'Customer Service', britain, 'crm'),
  person('Marek Wójcik', 'Customer Service', poland, 'crm'),
  person('Svenja Otto', 'Customer Service', germany, 'crm', { diligence: 0.8 }),

  person('Henrike Sommer', 'Finance', germany, 'both', lead),
  person('Mia Lindqvist', 'Finance', berlin, 'both', {
    role: 'manager',
    about: 'See all departments in one picture: who answers, how they feel, what holds them up.',
  }),
  person('Georg Pfeiffer', 'Finance', germany, 'crm', { diligence: 0.7 }),
  person('Amélie Rousseau', 'Finance', france, 'delivery'),

  person('Samir Patel', 'IT', britain, 'both', lead),
  person('Jonas Weber', 'IT', berlin, 'both', {
    role: 'administrator',
    about: 'Set things up: import people, change a stand-up, make a sign-in link.',
  }),
  person('Katja Berger', 'IT', germany, 'crm'),
  person('Daniel Novak', 'IT', germany, 'delivery'),
  person('Wei Chen', 'IT', america, 'crm'),

  person('Finn Jansen', null, germany, 'neither'),
  person('Olga Marchenko', null, poland, 'neither'),
];

/** "Chloé Laurent" at the demo's domain; .example belongs to nobody. */
export const emailOf = ({ name }: DemoPerson): string =>
  `${name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replaceAll('ł', 'l')
    .replaceAll('ı', 'i')
    .toLowerCase()
    .replaceAll(' ', '.')}@kessel-korb.example`;
