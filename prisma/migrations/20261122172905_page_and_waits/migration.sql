-- CreateEnum
CREATE TYPE "LinkKind" AS ENUM ('once', 'personal');

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "retentionMonths" INTEGER;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "quietFrom" TEXT,
ADD COLUMN     "quietTo" TEXT;

-- CreateTable
CREATE TABLE "InboxMessage" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "toKind" TEXT NOT NULL,
    "toId" TEXT NOT NULL,
    "threadId" UUID,
    "view" JSONB NOT NULL,
    "sentAt" TIMESTAMPTZ(3) NOT NULL,
    "editedAt" TIMESTAMPTZ(3),

    CONSTRAINT "InboxMessage_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Holiday" (
    "workspaceId" UUID NOT NULL,
    "date" DATE NOT NULL,
    "name" TEXT NOT NULL,

    CONSTRAINT "Holiday_pkey" PRIMARY KEY ("workspaceId","date")
);

-- CreateTable
CREATE TABLE "SignInLink" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "kind" "LinkKind" NOT NULL,
    "hash" BYTEA NOT NULL,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3),
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "SignInLink_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Session" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "hash" BYTEA NOT NULL,
    "device" TEXT NOT NULL,
    "linkId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "seenAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Session_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "AccessToken" (
    "id" UUID NOT NULL,
    "personId" UUID NOT NULL,
    "name" TEXT NOT NULL,
    "hash" BYTEA NOT NULL,
    "scopes" TEXT[],
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "expiresAt" TIMESTAMPTZ(3) NOT NULL,
    "usedAt" TIMESTAMPTZ(3),

    CONSTRAINT "AccessToken_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Submission" (
    "personId" UUID NOT NULL,
    "key" TEXT NOT NULL,
    "reply" JSONB,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,

    CONSTRAINT "Submission_pkey" PRIMARY KEY ("personId","key")
);

-- CreateIndex
CREATE INDEX "InboxMessage_workspaceId_toKind_toId_sentAt_idx" ON "InboxMessage"("workspaceId", "toKind", "toId", "sentAt" DESC);

-- CreateIndex
CREATE INDEX "InboxMessage_threadId_idx" ON "InboxMessage"("threadId");

-- CreateIndex
CREATE UNIQUE INDEX "InboxMessage_workspaceId_key_key" ON "InboxMessage"("workspaceId", "key");

-- CreateIndex
CREATE UNIQUE INDEX "SignInLink_hash_key" ON "SignInLink"("hash");

-- CreateIndex
CREATE INDEX "SignInLink_personId_idx" ON "SignInLink"("personId");

-- CreateIndex
CREATE UNIQUE INDEX "Session_hash_key" ON "Session"("hash");

-- CreateIndex
CREATE INDEX "Session_personId_idx" ON "Session"("personId");

-- CreateIndex
CREATE INDEX "Session_linkId_idx" ON "Session"("linkId");

-- CreateIndex
CREATE INDEX "Session_expiresAt_idx" ON "Session"("expiresAt");

-- CreateIndex
CREATE UNIQUE INDEX "AccessToken_hash_key" ON "AccessToken"("hash");

-- CreateIndex
CREATE INDEX "AccessToken_personId_idx" ON "AccessToken"("personId");

-- CreateIndex
CREATE INDEX "Submission_createdAt_idx" ON "Submission"("createdAt");

-- AddForeignKey
ALTER TABLE "InboxMessage" ADD CONSTRAINT "InboxMessage_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "InboxMessage" ADD CONSTRAINT "InboxMessage_threadId_fkey" FOREIGN KEY ("threadId") REFERENCES "InboxMessage"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Holiday" ADD CONSTRAINT "Holiday_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "SignInLink" ADD CONSTRAINT "SignInLink_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Session" ADD CONSTRAINT "Session_linkId_fkey" FOREIGN KEY ("linkId") REFERENCES "SignInLink"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "AccessToken" ADD CONSTRAINT "AccessToken_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Submission" ADD CONSTRAINT "Submission_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- Search over answers: every word of them, in any language, so without stemming. The signs that PostgreSQL would take for
-- parts of a word ("Sales/Marketing") or of a tag are read as spaces. JSON itself uses none of them.
CREATE INDEX "Entry_answers_words_idx" ON "Entry" USING GIN (jsonb_to_tsvector('simple', translate("answers"::text, '/<>@_=&+|', '         ')::jsonb, '["string"]')) WHERE "answers" IS NOT NULL;

-- CreateEnum
CREATE TYPE "IssueKind" AS ENUM ('blocker', 'risk', 'question', 'idea');

-- CreateEnum
CREATE TYPE "IssueState" AS ENUM ('open', 'accepted', 'asked_back', 'declined', 'solved', 'merged');

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "waitAges" INTEGER[] DEFAULT ARRAY[2, 5, 10]::INTEGER[];

-- CreateTable
CREATE TABLE "Issue" (
    "id" UUID NOT NULL,
    "workspaceId" UUID NOT NULL,
    "kind" "IssueKind" NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT,
    "state" "IssueState" NOT NULL DEFAULT 'open',
    "fromPersonId" UUID,
    "fromDepartmentId" UUID,
    "onDepartmentId" UUID,
    "onPersonId" UUID,
    "wishedFor" DATE,
    "promisedFor" DATE,
    "passes" INTEGER NOT NULL DEFAULT 0,
    "version" INTEGER NOT NULL DEFAULT 1,
    "mergedIntoId" UUID,
    "createdAt" TIMESTAMPTZ(3) NOT NULL,
    "changedAt" TIMESTAMPTZ(3) NOT NULL,
    "closedAt" TIMESTAMPTZ(3),

    CONSTRAINT "Issue_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "IssueEvent" (
    "id" UUID NOT NULL,
    "issueId" UUID NOT NULL,
    "kind" TEXT NOT NULL,
    "at" TIMESTAMPTZ(3) NOT NULL,
    "personId" UUID,
    "text" TEXT,
    "data" JSONB,

    CONSTRAINT "IssueEvent_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "Issue_workspaceId_state_changedAt_idx" ON "Issue"("workspaceId", "state", "changedAt");

-- CreateIndex
CREATE INDEX "Issue_fromPersonId_state_idx" ON "Issue"("fromPersonId", "state");

-- CreateIndex
CREATE INDEX "Issue_onDepartmentId_state_idx" ON "Issue"("onDepartmentId", "state");

-- CreateIndex
CREATE INDEX "Issue_onPersonId_state_idx" ON "Issue"("onPersonId", "state");

-- CreateIndex
CREATE INDEX "Issue_fromDepartmentId_state_idx" ON "Issue"("fromDepartmentId", "state");

-- CreateIndex
CREATE INDEX "Issue_mergedIntoId_idx" ON "Issue"("mergedIntoId");

-- CreateIndex
CREATE INDEX "IssueEvent_issueId_at_idx" ON "IssueEvent"("issueId", "at");

-- CreateIndex
CREATE INDEX "IssueEvent_personId_idx" ON "IssueEvent"("personId");

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_fromPersonId_fkey" FOREIGN KEY ("fromPersonId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_fromDepartmentId_fkey" FOREIGN KEY ("fromDepartmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_onDepartmentId_fkey" FOREIGN KEY ("onDepartmentId") REFERENCES "Department"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_onPersonId_fkey" FOREIGN KEY ("onPersonId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Issue" ADD CONSTRAINT "Issue_mergedIntoId_fkey" FOREIGN KEY ("mergedIntoId") REFERENCES "Issue"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssueEvent" ADD CONSTRAINT "IssueEvent_issueId_fkey" FOREIGN KEY ("issueId") REFERENCES "Issue"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "IssueEvent" ADD CONSTRAINT "IssueEvent_personId_fkey" FOREIGN KEY ("personId") REFERENCES "Person"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Identity" ADD COLUMN     "reference" JSONB;

-- CreateTable
CREATE TABLE "Channel" (
    "workspaceId" UUID NOT NULL,
    "platform" "PlatformName" NOT NULL,
    "externalId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "reference" JSONB,

    CONSTRAINT "Channel_pkey" PRIMARY KEY ("workspaceId","platform","externalId")
);

-- AddForeignKey
ALTER TABLE "Channel" ADD CONSTRAINT "Channel_workspaceId_fkey" FOREIGN KEY ("workspaceId") REFERENCES "Workspace"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AlterTable
ALTER TABLE "Issue" ADD COLUMN     "days" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "decisionAskedAt" TIMESTAMPTZ(3),
ADD COLUMN     "once" TEXT,
ADD COLUMN     "remindedAge" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "told" UUID[];

-- AlterTable
ALTER TABLE "IssueEvent" ADD COLUMN     "entryId" UUID;

-- CreateIndex
CREATE UNIQUE INDEX "Issue_workspaceId_once_key" ON "Issue"("workspaceId", "once");

-- CreateIndex
CREATE INDEX "IssueEvent_entryId_idx" ON "IssueEvent"("entryId");

-- AddForeignKey
ALTER TABLE "IssueEvent" ADD CONSTRAINT "IssueEvent_entryId_fkey" FOREIGN KEY ("entryId") REFERENCES "Entry"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- Trigrams find waits that look the same. A trusted extension: whoever may create things in the database may create it. In
-- public by name, for a restore runs the migrations in a schema of its own, which it drops afterwards.
CREATE EXTENSION IF NOT EXISTS pg_trgm SCHEMA public;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "waitsToldOn" DATE;

-- AlterTable
ALTER TABLE "Workspace" ADD COLUMN     "ownPlace" BOOLEAN NOT NULL DEFAULT false;

-- AlterTable
ALTER TABLE "Person" ADD COLUMN     "ownLocale" BOOLEAN NOT NULL DEFAULT false,
ADD COLUMN     "ownZone" BOOLEAN NOT NULL DEFAULT false;
