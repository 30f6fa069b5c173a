"use client";

import { ImagePlus } from "lucide-react";
import { type RefObject, useCallback, useEffect, useRef, useState } from "react";
import { classNames } from "@/lib/class-names";
import { type Album, createAlbum, type Picture } from "@/lib/picture/album";
import { type Edit, type Part, partAround } from "@/lib/picture/edit";
import type { Inbox } from "@/lib/picture/inbox";
import { preparePicture } from "@/lib/picture/prepare";
import type { ReaderState } from "@/lib/reading/reader";
import type { Character, Mode } from "@/lib/reading/reading";
import { sameOriginServer } from "@/lib/reading/server";
import { useObservable } from "@/lib/use-observable";
import { words } from "@/lib/words/words";
import { ReadingPanel } from "../answer/reading-panel";
import { DeskLayout } from "../desk-layout";
import { ModeSwitch } from "../mode-switch";
import { roomOnDesk } from "../room";
import { ChooseFiles } from "./choose-files";
import { CropDesk } from "./crop-desk";
import { PictureList } from "./picture-list";
import { PictureStage } from "./picture-stage";
import { PictureTools } from "./picture-tools";
import type { Zoom } from "./zoom-buttons";

type PictureDeskProps = {
  readonly inbox: Inbox;
  readonly mode: Mode;
  readonly onMode: (mode: Mode) => void;
};

const idle: ReaderState = { answer: { kind: "none" }, server: { kind: "well" } };

/** Pictures that were given to the page, one of them at a time in full. */
export function PictureDesk({ inbox, mode, onMode }: PictureDeskProps) {
  const [album] = useState(() => createAlbum(sameOriginServer, preparePicture));
  const [highlighted, setHighlighted] = useState<Character | null>(null);
  const { all, selected } = useObservable(album.pictures);
  const given = useObservable(inbox.files);
  const picture = all.find(({ id }) => id === selected);

  useEffect(() => album.setMode(mode), [album, mode]);
  useEffect(() => {
    if (given.length > 0) album.add(inbox.take());
  }, [album, inbox, given]);

  return (
    <DeskLayout
      label={words.pictures.section}
      answer={
        <ReadingPanel
          source="picture"
          state={picture?.reading ?? idle}
          highlighted={highlighted}
          onHighlight={setHighlighted}
          onTryAgain={album.tryAgain}
        />
      }
    >
      {picture === undefined ? (
        <EmptyDesk onFiles={album.add} />
      ) : (
        <PictureOnDesk
          key={picture.id}
          album={album}
          picture={picture}
          highlighted={highlighted}
          onHighlight={setHighlighted}
          modeSwitch={<ModeSwitch legend={words.pictures.modes} mode={mode} onMode={onMode} />}
        />
      )}
      {all.length > 0 && <PictureList album={album} pictures={all} selected={selected} />}
    </DeskLayout>
  );
}

function EmptyDesk({ onFiles }: { readonly onFiles: (files: readonly File[]) => void }) {
  return (
    <ChooseFiles
      onFiles={onFiles}
      className={classNames(
        roomOnDesk,
        "flex flex-col items-center justify-center gap-2 rounded-2xl border-2 border-dashed border-line bg-surface p-6 text-center text-muted shadow-card hover:bg-hover",
      )}
    >
      <ImagePlus aria-hidden="true" className="size-9 text-accent" />
      <span className="text-2xl font-medium">{words.pictures.choose}</span>
      <span className="text-sm text-balance">{words.pictures.chooseMore}</span>
    </ChooseFiles>
  );
}

type PictureOnDeskProps = {
  readonly album: Album;
  readonly picture: Picture;
  readonly highlighted: Character | null;
  readonly onHighlight: (character: Character | null) => void;
  readonly modeSwitch: React.ReactNode;
};

function PictureOnDesk(props: PictureOnDeskProps) {
  const { album, picture, highlighted, onHighlight } = props;
  const { id, name, edit, look, reading } = picture;
  const [zoom, setZoom] = useState<Zoom>(1);
  const [cropping, setCropping] = useState(false);
  const read = reading.answer.kind === "read" ? reading.answer.reading : null;
  const seen = look?.kind === "seen" ? look : null;
  const stopCropping = useCallback(() => setCropping(false), []);
  const cropButton = useFocusAfter(cropping);

  function change(next: Edit): void {
    onHighlight(null);
    setZoom(1);
    album.edit(id, next);
  }

  function crop(part: Part): void {
    setCropping(false);
    change({ ...edit, crop: coversAll(part) ? null : part });
  }

  if (cropping && seen !== null) {
    const found = read?.characters.map(({ box }) => box) ?? [];
    return (
      <CropDesk
        picture={seen.whole}
        part={edit.crop ?? partAround(found, seen.whole.size)}
        onCrop={crop}
        onCancel={stopCropping}
      />
    );
  }
  return (
    <>
      <PictureStage
        name={name}
        shown={seen?.sent ?? whyEmpty(picture)}
        size={read?.image ?? seen?.sent.size ?? unknownSize}
        zoom={zoom}
        onZoom={setZoom}
        characters={read?.characters ?? []}
        highlighted={highlighted}
        onHighlight={onHighlight}
      />
      {look?.kind === "unseen" && (
        <p className="text-sm text-muted">{words.pictures.unseen(look.format)}</p>
      )}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <div className="grow sm:grow-0">{props.modeSwitch}</div>
        <PictureTools
          edit={edit}
          editable={seen !== null}
          onEdit={change}
          onCrop={() => setCropping(true)}
          cropButton={cropButton}
        />
      </div>
    </>
  );
}

/** For the button that began something: the focus comes back to it when that is over. */
function useFocusAfter(busy: boolean): RefObject<HTMLButtonElement | null> {
  const button = useRef<HTMLButtonElement>(null);
  const wasBusy = useRef(false);
  useEffect(() => {
    if (wasBusy.current && !busy) button.current?.focus();
    wasBusy.current = busy;
  }, [busy]);
  return button;
}

/** The shape of a sheet of paper, until the server tells the picture's own. */
const unknownSize = { width: 1414, height: 1000 };

/** What stands in the place of the picture. Boxes need an empty sheet. */
function whyEmpty({ look }: Picture): string {
  if (look === null) return words.pictures.preparing;
  return look.kind === "unfit" ? words.pictures.unshown : "";
}

/** A frame at the very edge of the picture cuts nothing away. */
function coversAll({ width, height }: Part): boolean {
  return width > 0.995 && height > 0.995;
}
