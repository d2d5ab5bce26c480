-- CreateEnum
CREATE TYPE "PlatformName" AS ENUM ('slack', 'teams', 'web');

-- CreateEnum
CREATE TYPE "Role" AS ENUM ('member', 'lead', 'manager', 'administrator');

-- CreateEnum
CREATE TYPE "StandupPart" AS ENUM ('member', 'manager');

-- CreateEnum
CREATE TYPE "OccurrenceState" AS ENUM ('open', 'closed');

-- CreateEnum
CREATE TYPE "EntryState" AS ENUM ('expected', 'answered', 'away', 'skipped');

-- CreateEnum
CREATE TYPE "DeliveryState" AS ENUM ('pending', 'sending', 'sent', 'ambiguous', 'dead');

-- CreateTable
CREATE TABLE "Workspace" (
    "id" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "zone" TEXT NOT NULL DEFAULT 'UTC',
    "locale" TEXT NOT NULL DEFAULT 'en',
    "country" TEXT,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Workspace_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Installation" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "platform" "PlatformName" NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "sealed" BYTEA,
    "revokedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Installation_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Person" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "email" TEXT,
    "zone" TEXT,
    "locale" TEXT,
    "country" TEXT,
    "role" "Role" NOT NULL DEFAULT 'member',
    "departmentId" UUID,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "reminders" BOOLEAN NOT NULL DEFAULT true,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Person_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Identity" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "platform" "PlatformName" NOT NULL,
    "externalId" TEXT NOT NULL,
    "reachable" BOOLEAN NOT NULL DEFAULT true,

    CONSTRAINT "Identity_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Department" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "parentId" UUID,
    "leadId" UUID,

    CONSTRAINT "Department_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Absence" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "from" DATE NOT NULL,
    "to" DATE NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Absence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Standup" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "questions" JSONB NOT NULL,
    "days" INTEGER[],
    "everyWeeks" INTEGER NOT NULL DEFAULT 1,
    "startsOn" DATE NOT NULL,
    "times" TEXT[],
    "zone" TEXT,
    "windowMinutes" INTEGER NOT NULL DEFAULT 240,
    "remindAfterMinutes" INTEGER DEFAULT 60,
    "remindBeforeMinutes" INTEGER,
    "platform" "PlatformName" NOT NULL,
    "channelId" TEXT,
    "channelName" TEXT,
    "membersChannelId" TEXT,
    "paused" BOOLEAN NOT NULL DEFAULT false,
    "archivedAt" TIMESTAMPTZ(3),
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
    "updatedAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Standup_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StandupMember" (
    "standupId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "part" "StandupPart" NOT NULL,

    CONSTRAINT "StandupMember_pkey" PRIMARY KEY ("standupId","personId","part")
);

-- CreateTable
CREATE TABLE "Occurrence" (
    "id" UUID NOT NULL,
    "standupId" UUID NOT NULL,
    "localDate" DATE NOT NULL,
    "slot" INTEGER NOT NULL,
    "questions" JSONB NOT NULL,
    "state" "OccurrenceState" NOT NULL DEFAULT 'open',
    "opensAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Occurrence_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Entry" (
    "id" UUID NOT NULL,
    "occurrenceId" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "state" "EntryState" NOT NULL DEFAULT 'expected',
    "promptAt" TIMESTAMPTZ(3) NOT NULL,
    "closesAt" TIMESTAMPTZ(3) NOT NULL,
    "promptedAt" TIMESTAMPTZ(3),
    "answers" JSONB,
    "blocked" BOOLEAN NOT NULL DEFAULT false,
    "late" BOOLEAN NOT NULL DEFAULT false,
    "unchanged" BOOLEAN NOT NULL DEFAULT false,
    "answeredAt" TIMESTAMPTZ(3),
    "editedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Entry_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Delivery" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "platform" "PlatformName" NOT NULL,
    "key" TEXT NOT NULL,
    "toKind" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "threadKey" TEXT,
    "view" JSONB,
    "version" INTEGER NOT NULL DEFAULT 1,
    "sentVersion" INTEGER NOT NULL DEFAULT 0,
    "state" "DeliveryState" NOT NULL DEFAULT 'pending',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMPTZ(3) NOT NULL,
    "sendingAt" TIMESTAMPTZ(3),
    "postedAt" TIMESTAMPTZ(3),
    "sentAt" TIMESTAMPTZ(3),
    "messageRef" TEXT,
    "reportTo" TEXT,
    "errorCode" TEXT,
    "possibleDuplicates" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,

    CONSTRAINT "Delivery_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Installation_workspaceId_idx" ON "Installation"("workspaceId");

-- CreateIndex
CREATE UNIQUE INDEX "Installation_platform_externalId_key" ON "Installation"("platform", "externalId");

-- CreateIndex
CREATE INDEX "Person_workspaceId_active_idx" ON "Person"("workspaceId", "active");

-- CreateIndex
CREATE INDEX "Person_departmentId_idx" ON "Person"("departmentId");

-- CreateIndex
CREATE INDEX "Identity_personId_idx" ON "Identity"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Identity_workspaceId_platform_externalId_key" ON "Identity"("workspaceId", "platform", "externalId");

-- CreateIndex
CREATE INDEX "Department_parentId_idx" ON "Department"("parentId");

-- CreateIndex
CREATE INDEX "Department_leadId_idx" ON "Department"("leadId");

-- CreateIndex
CREATE UNIQUE INDEX "Department_workspaceId_name_key" ON "Department"("workspaceId", "name");

-- CreateIndex
CREATE INDEX "Absence_personId_to_idx" ON "Absence"("personId", "to");

-- CreateIndex
CREATE INDEX "Standup_workspaceId_idx" ON "Standup"("workspaceId");

-- CreateIndex
CREATE INDEX "StandupMember_personId_idx" ON "StandupMember"("personId");

-- CreateIndex
CREATE INDEX "Occurrence_state_closesAt_idx" ON "Occurrence"("state", "closesAt");

-- CreateIndex
CREATE UNIQUE INDEX "Occurrence_standupId_localDate_slot_key" ON "Occurrence"("standupId", "localDate", "slot");

-- CreateIndex
CREATE INDEX "Entry_personId_promptAt_idx" ON "Entry"("personId", "promptAt" DESC);

-- CreateIndex
CREATE INDEX "Entry_state_promptAt_idx" ON "Entry"("state", "promptAt");

-- CreateIndex
CREATE UNIQUE INDEX "Entry_occurrenceId_personId_key" ON "Entry"("occurrenceId", "personId");

-- CreateIndex
CREATE INDEX "Delivery_workspaceId_platform_state_dueAt_idx" ON "Delivery"("workspaceId", "platform", "state", "dueAt");

-- CreateIndex
CREATE INDEX "Delivery_state_dueAt_idx" ON "Delivery"("state", "dueAt");

-- CreateIndex
CREATE UNIQUE INDEX "Delivery_workspaceId_key_key" ON "Delivery"("workspaceId", "key");

-- AddForeignKey
ALTER TABLE "Installation" ADD CONSTRAINT "Installation_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Person" ADD CONSTRAINT "Person_departmentId_fkey" FOREIGN KEY ("departmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Identity" ADD CONSTRAINT "Identity_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Department" ADD CONSTRAINT "Department_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Department" ADD CONSTRAINT "Department_parentId_fkey" FOREIGN KEY ("parentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Department" ADD CONSTRAINT "Department_leadId_fkey" FOREIGN KEY ("leadId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Absence" ADD CONSTRAINT "Absence_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Standup" ADD CONSTRAINT "Standup_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StandupMember" ADD CONSTRAINT "StandupMember_standupId_fkey" FOREIGN KEY ("standupId") REFERENCES "Standup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StandupMember" ADD CONSTRAINT "StandupMember_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Occurrence" ADD CONSTRAINT "Occurrence_standupId_fkey" FOREIGN KEY ("standupId") REFERENCES "Standup"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_occurrenceId_fkey" FOREIGN KEY ("occurrenceId") REFERENCES "Occurrence"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Entry" ADD CONSTRAINT "Entry_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Delivery" ADD CONSTRAINT "Delivery_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;
