import type { Wording } from "#base/message.ts";

interface NoticeAction {
  readonly label: Wording;
  readonly run: () => void;
}

export interface Notice {
  readonly id: number;
  readonly tone: "info" | "success" | "error";
  readonly text: Wording;
  /** A button's label and action, such as Undo. */
  readonly action?: NoticeAction;
  readonly otherAction?: NoticeAction;
  /** Stays until it is dismissed; errors always do. */
  readonly stays?: boolean;
}

export interface NoticeState {
  readonly notices: readonly Notice[];
}

export interface NoticeActions {
  /** @returns its id. */
  readonly notify: (notice: Omit<Notice, "id">) => number;
  readonly dismissNotice: (id: number) => void;
}
