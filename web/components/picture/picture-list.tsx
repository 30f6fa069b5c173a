"use client";

import { FileQuestionMark, Plus, Trash2, X } from "lucide-react";
import { useEffect, useRef } from "react";
import { classNames } from "@/lib/class-names";
import type { Album, Picture } from "@/lib/picture/album";
import type { ReaderState } from "@/lib/reading/reader";
import { useObjectUrl } from "@/lib/use-object-url";
import { words } from "@/lib/words/words";
import { ChooseFiles } from "./choose-files";

type PictureListProps = {
  readonly album: Album;
  readonly pictures: readonly Picture[];
  readonly selected: string | null;
};

const tile =
  "flex h-full min-h-20 w-24 flex-col items-center justify-center gap-1 rounded-xl border-2 border-line text-sm font-medium text-muted hover:bg-hover";

/** All pictures, small, each with what it reads. */
export function PictureList({ album, pictures, selected }: PictureListProps) {
  const list = useRef<HTMLUListElement>(null);

  // biome-ignore lint/correctness/useExhaustiveDependencies: whichever is selected now
  useEffect(() => {
    const item = list.current?.querySelector("[aria-current=true]");
    if (list.current && item) scrollAlongTo(list.current, item);
  }, [selected]);

  /** The focus was on what is removed: it goes on to the picture that is shown then. */
  function remove(id: string): void {
    album.remove(id);
    requestAnimationFrame(() => {
      list.current?.querySelector<HTMLElement>("[aria-current=true]")?.focus();
    });
  }

  function removeAll(): void {
    for (const { id } of pictures) album.remove(id);
  }

  return (
    <ul
      ref={list}
      aria-label={words.pictures.list}
      className="flex flex-wrap gap-2 max-sm:flex-nowrap max-sm:overflow-x-auto max-sm:p-1"
    >
      <li className="shrink-0">
        <ChooseFiles onFiles={album.add} className={classNames(tile, "border-dashed")}>
          <Plus aria-hidden="true" className="size-5" />
          {words.pictures.add}
        </ChooseFiles>
      </li>
      {pictures.map((picture) => (
        <PictureItem
          key={picture.id}
          picture={picture}
          current={picture.id === selected}
          onSelect={() => album.select(picture.id)}
          onRemove={() => remove(picture.id)}
        />
      ))}
      {pictures.length > 1 && (
        <li className="shrink-0">
          <button type="button" className={classNames(tile, "focus-ring")} onClick={removeAll}>
            <Trash2 aria-hidden="true" className="size-5" />
            {words.pictures.removeAll}
          </button>
        </li>
      )}
    </ul>
  );
}

/** Scrolls the list alone: the page stays where it is. */
function scrollAlongTo(list: Element, item: Element): void {
  const [room, place] = [list.getBoundingClientRect(), item.getBoundingClientRect()];
  const before = Math.min(0, place.left - room.left);
  const after = Math.max(0, place.right - room.right);
  list.scrollBy({ left: before || after });
}

type PictureItemProps = {
  readonly picture: Picture;
  readonly current: boolean;
  readonly onSelect: () => void;
  readonly onRemove: () => void;
};

function PictureItem({ picture, current, onSelect, onRemove }: PictureItemProps) {
  const { look, name } = picture;
  const state = stateOf(picture.reading);
  return (
    <li className="relative shrink-0">
      <button
        type="button"
        aria-current={current}
        aria-label={words.pictures.show(name, state.text)}
        title={name}
        onClick={onSelect}
        className={classNames(
          "flex w-24 flex-col overflow-hidden rounded-xl border-2 border-line bg-surface focus-ring hover:bg-hover",
          current && "border-accent",
        )}
      >
        <span className="flex h-18 w-full items-center justify-center bg-well max-sm:h-14">
          {look?.kind === "seen" ? (
            <Thumbnail image={look.thumbnail} />
          ) : (
            look !== null && <FileQuestionMark aria-hidden="true" className="size-6 text-muted" />
          )}
        </span>
        <span
          className={classNames(
            "w-full truncate px-2 py-1 text-start text-sm",
            state.kind === "read" ? "font-semibold tabular-nums" : "text-muted",
            state.kind === "trouble" && "text-warning",
          )}
        >
          {state.text}
        </span>
      </button>
      <button
        type="button"
        aria-label={words.pictures.remove(name)}
        onClick={onRemove}
        className="absolute end-0 top-0 flex size-8 items-center justify-center rounded-xl focus-ring"
      >
        <span className="flex size-5 items-center justify-center rounded-full bg-surface text-text shadow-sm">
          <X aria-hidden="true" className="size-3.5" />
        </span>
      </button>
    </li>
  );
}

function Thumbnail({ image }: { readonly image: Blob }) {
  const url = useObjectUrl(image);
  if (url === null) return null;
  // biome-ignore lint/performance/noImgElement: it comes from this page, not from a server
  return <img src={url} alt="" draggable={false} className="max-h-full max-w-full" />;
}

type ItemState = { readonly kind: "read" | "quiet" | "trouble"; readonly text: string };

function stateOf({ answer, server }: ReaderState): ItemState {
  if (server.kind !== "well") return { kind: "trouble", text: words.pictures.waits };
  switch (answer.kind) {
    case "none":
    case "awaited":
      return { kind: "quiet", text: words.pictures.awaited };
    case "refused":
      return { kind: "trouble", text: words.pictures.unfit };
    case "read":
      return answer.reading.text === ""
        ? { kind: "quiet", text: words.pictures.nothing }
        : { kind: "read", text: answer.reading.text.split("\n").join(" · ") };
  }
}
