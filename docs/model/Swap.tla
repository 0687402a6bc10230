-------------------------------- MODULE Swap ---------------------------------
(* The cut by swapping groups: one database, one store, several instances.  The
   list of the database's groups is replaced as a whole, and later: a list that
   is accepted is PENDING and then IN FORCE; the last accepted one wins.

     ADDING       create a temporary group named after the obligation, look its
                  id up by that name, commit the id, fill the group, read it back
     CUTTING      commit the intent, then give the database its list with the
                  temporary group instead of the original one
     DISCHARGING  give it the list that it has now, without the temporary group
                  and with the original; when that is in force and nothing is
                  pending, delete the temporary group: its id is the burnt name
     CLOSED       the list is restored; no group of ours is left, by id or name

   Group 0 is the original, ThirdId somebody else's, 1..MaxId are ours: an id is
   never given twice, a name is unique while its group exists.                   *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS
  Inst, Wf,     \* instances; workflows, each with one obligation on the same database
  Group,        \* "own"  a group for each obligation, deleted before it is closed
                \* "kept" one group for all, never deleted                  (naive)
  CloseWhen,    \* "deleted"  CLOSED when list and group are as above
                \* "restored" CLOSED when the list is restored, deleted after (naive)
  DeleteSees,   \* "pending" delete is refused while the group is in force or pending
                \* "force"   only while it is in force; pending then fails to come in force
  Sentinel,     \* whether it looks after groups named after closed obligations
  Repeat,       \* a list that was sent may arrive any number of times, at any time
  MaxId, MaxTake, MaxCrash, MaxFreeze, MaxDup, MaxThird
VARIABLES
  ob,                      \* the store: obligation of each workflow
  force, pend,             \* RDS: the list in force, the accepted one
  name, filled, nextId,    \* EC2: id -> name (0: no such group); which are filled
  net,                     \* calls under way
  pc, job, cur, view, msg, frozen,
  bud, lost                \* somebody else's change of the list was undone by us
vars == <<ob, force, pend, name, filled, nextId, net, pc, job, cur, view, msg, frozen, bud, lost>>
list == <<force, pend>>
groups == <<name, filled, nextId>>
inst == <<pc, job, cur, view, msg>>

Open == {"ADDING", "CUTTING", "DISCHARGING"}
Temps == 1..MaxId
ThirdId == MaxId + 1
None == {MaxId + 2}                               \* nothing is pending
NameOf(w) == IF Group = "own" THEN w ELSE 1
NoView == [force |-> {}, pend |-> None, name |-> [g \in Temps |-> 0], filled |-> {}]
NoMsg == [op |-> "-", id |-> 0, groups |-> {}, by |-> 0]
(* identical lists under way are one, whoever sent them *)
Call(op, id, gs, i) == [op |-> op, id |-> id, groups |-> gs, by |-> IF op = "modify" THEN 0 ELSE i]

Init ==
  /\ ob = [w \in Wf |-> [st |-> "NONE", temp |-> 0]]
  /\ force = {0} /\ pend = None
  /\ name = [g \in Temps |-> 0] /\ filled = {} /\ nextId = 1 /\ net = {} /\ lost = FALSE
  /\ pc = [i \in Inst |-> "idle"] /\ job = [i \in Inst |-> 0] /\ cur = [i \in Inst |-> FALSE]
  /\ view = [i \in Inst |-> NoView] /\ msg = [i \in Inst |-> NoMsg]
  /\ frozen = [i \in Inst |-> FALSE]
  /\ bud = [take |-> MaxTake, crash |-> MaxCrash, freeze |-> MaxFreeze, dup |-> MaxDup, third |-> MaxThird]

(* ---- the store: a commit names the version it was decided on (see Acl) ------- *)
Write(i, w, row) ==
  /\ ob' = [ob EXCEPT ![w] = row]
  /\ cur' = [j \in Inst |-> IF j = i THEN TRUE ELSE IF job[j] = w THEN FALSE ELSE cur[j]]
Claimed(w) == \E v \in Wf \ {w} : ob[v].st \in Open

Working(i, w) == job[i] = w /\ cur[i]
Orphan(w) == \A i \in Inst : ~Working(i, w) \/ frozen[i]
Take(i, w) ==
  /\ ~frozen[i] /\ pc[i] = "idle" /\ ob[w].st # "CLOSED"
  /\ ob[w].st = "NONE" => ~Claimed(w)
  /\ \/ Orphan(w) /\ UNCHANGED bud
     \/ ~Orphan(w) /\ bud.take > 0 /\ bud' = [bud EXCEPT !.take = @ - 1]
  /\ Write(i, w, ob[w]) /\ job' = [job EXCEPT ![i] = w] /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ UNCHANGED <<list, groups, net, view, msg, frozen, lost>>
Overdue(i, w) ==
  /\ ~frozen[i] /\ pc[i] = "idle" /\ ob[w].st \in {"ADDING", "CUTTING"}
  /\ Write(i, w, [ob[w] EXCEPT !.st = "DISCHARGING"])
  /\ job' = [job EXCEPT ![i] = w] /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ UNCHANGED <<list, groups, net, view, msg, frozen, bud, lost>>

(* ---- one instance at work: look -> commit the intent -> send, and again ------- *)
Look(i) ==
  /\ ~frozen[i] /\ pc[i] = "look"
  /\ view' = [view EXCEPT ![i] = [force |-> force, pend |-> pend, name |-> name, filled |-> filled]]
  /\ pc' = [pc EXCEPT ![i] = "commit"]
  /\ UNCHANGED <<ob, list, groups, net, job, cur, msg, frozen, bud, lost>>
Drop(i) ==
  /\ pc' = [pc EXCEPT ![i] = "idle"] /\ job' = [job EXCEPT ![i] = 0]
  /\ cur' = [cur EXCEPT ![i] = FALSE]
  /\ view' = [view EXCEPT ![i] = NoView] /\ msg' = [msg EXCEPT ![i] = NoMsg]
Intend(i, w, row, call) ==
  /\ Write(i, w, row) /\ msg' = [msg EXCEPT ![i] = call]
  /\ pc' = [pc EXCEPT ![i] = "send"] /\ view' = [view EXCEPT ![i] = NoView] /\ UNCHANGED job
MoveOn(i, w, row) ==
  /\ Write(i, w, row) /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ view' = [view EXCEPT ![i] = NoView] /\ UNCHANGED <<job, msg>>
Wait(i) ==
  /\ pc' = [pc EXCEPT ![i] = "look"] /\ view' = [view EXCEPT ![i] = NoView]
  /\ UNCHANGED <<ob, job, cur, msg>>

Named(w, v) == {g \in Temps : v.name[g] = NameOf(w)}
(* the list as it is going to be *)
Coming(v) == IF v.pend = None THEN v.force ELSE v.pend
(* A list that others wrote without our group is theirs as it stands. *)
Restored(w, gs) == ob[w].temp \notin gs
Cutlist(w, v) == (Coming(v) \ {0}) \cup {ob[w].temp}
Backlist(w, v) == (Coming(v) \ {ob[w].temp}) \cup {0}

Adding(i, w, v) ==
  LET r == ob[w]   mine == Named(w, v) IN
  CASE r.temp = 0 /\ mine = {} -> Intend(i, w, r, Call("create", NameOf(w), {}, i))
    [] r.temp = 0 /\ mine # {} -> MoveOn(i, w, [r EXCEPT !.temp = CHOOSE g \in mine : TRUE])
    [] r.temp # 0 /\ r.temp \notin mine -> MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])
    [] r.temp \in mine /\ r.temp \notin v.filled -> Intend(i, w, r, Call("fill", r.temp, {}, i))
    [] r.temp \in mine /\ r.temp \in v.filled ->
         IF v.pend # None THEN Wait(i)
         ELSE IF 0 \notin v.force THEN MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])
         ELSE Intend(i, w, [r EXCEPT !.st = "CUTTING"], Call("modify", 0, Cutlist(w, v), i))
CuttingStep(i, w, v) ==
  LET r == ob[w] IN
  IF v.pend # None THEN Wait(i)
  ELSE IF r.temp \in v.force \/ r.temp \notin Named(w, v)
  THEN MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])      \* in force and used, or withdrawn
  ELSE Intend(i, w, r, Call("modify", 0, Cutlist(w, v), i))
DischargingStep(i, w, v) ==
  LET r == ob[w]
      left == Named(w, v) \cup {g \in Temps : g = r.temp /\ v.name[g] # 0} IN
  IF v.pend # None THEN Wait(i)
  ELSE IF r.temp # 0 /\ ~Restored(w, Coming(v)) THEN Intend(i, w, r, Call("modify", 0, Backlist(w, v), i))
  ELSE IF left # {} /\ CloseWhen = "deleted" /\ Group = "own"
  THEN Intend(i, w, r, Call("delete", CHOOSE g \in left : TRUE, {}, i))
  ELSE MoveOn(i, w, [r EXCEPT !.st = "CLOSED"])

Commit(i) ==
  LET w == job[i]   r == ob[w]   v == view[i] IN
  /\ ~frozen[i] /\ pc[i] = "commit"
  /\ UNCHANGED <<list, groups, net, frozen, bud, lost>>
  /\ IF ~cur[i] \/ r.st = "CLOSED" THEN Drop(i) /\ UNCHANGED ob
     ELSE CASE r.st = "NONE" -> IF Claimed(w) \/ v.force # {0} \/ v.pend # None
                                THEN Drop(i) /\ UNCHANGED ob
                                ELSE MoveOn(i, w, [r EXCEPT !.st = "ADDING"])
            [] r.st = "ADDING" -> Adding(i, w, v)
            [] r.st = "CUTTING" -> CuttingStep(i, w, v)
            [] r.st = "DISCHARGING" -> DischargingStep(i, w, v)

(* Answers are not believed: after sending it looks, whether or not the call has arrived. *)
Send(i) ==
  /\ ~frozen[i] /\ pc[i] = "send" /\ net' = net \cup {msg[i]}
  /\ pc' = [pc EXCEPT ![i] = IF job[i] = 0 THEN "idle" ELSE "look"]
  /\ msg' = [msg EXCEPT ![i] = NoMsg]
  /\ UNCHANGED <<ob, list, groups, job, cur, view, frozen, bud, lost>>
Sentry(i) ==
  /\ Sentinel /\ ~frozen[i] /\ pc[i] = "idle"
  /\ \E g \in Temps, w \in Wf : /\ name[g] = w /\ ob[w].st = "CLOSED"
                                /\ msg' = [msg EXCEPT ![i] = Call("delete", g, {}, i)]
  /\ pc' = [pc EXCEPT ![i] = "send"]
  /\ UNCHANGED <<ob, list, groups, net, job, cur, view, frozen, bud, lost>>

(* ---- AWS ------------------------------------------------------------------------ *)
Exist(gs) == \A g \in gs \cap Temps : name[g] # 0
Apply(m) ==
  CASE m.op = "create" ->
         /\ IF nextId <= MaxId /\ \A g \in Temps : name[g] # m.id
            THEN name' = [name EXCEPT ![nextId] = m.id] /\ nextId' = nextId + 1
            ELSE UNCHANGED <<name, nextId>>                               \* Duplicate
         /\ UNCHANGED <<list, filled, lost>>
    [] m.op = "fill" ->
         /\ filled' = IF name[m.id] # 0 THEN filled \cup {m.id} ELSE filled
         /\ UNCHANGED <<list, name, nextId, lost>>
    [] m.op = "modify" ->
         /\ IF Exist(m.groups)
            THEN /\ pend' = m.groups
                 /\ lost' = (lost \/ (ThirdId \in (IF pend = None THEN force ELSE pend) /\ ThirdId \notin m.groups))
            ELSE UNCHANGED <<pend, lost>>                                 \* no such group
         /\ UNCHANGED <<force, groups>>
    [] m.op = "delete" ->
         /\ IF m.id \in force \/ (DeleteSees = "pending" /\ m.id \in pend)
            THEN UNCHANGED groups                                         \* DependencyViolation
            ELSE name' = [name EXCEPT ![m.id] = 0] /\ filled' = filled \ {m.id} /\ UNCHANGED nextId
         /\ UNCHANGED <<list, lost>>
Deliver(m) ==
  /\ m \in net /\ Apply(m)
  /\ net' = IF Repeat /\ m.op = "modify" THEN net ELSE net \ {m}
  /\ UNCHANGED <<ob, inst, frozen, bud>>
DeliverTwice(m) ==
  /\ m \in net /\ bud.dup > 0 /\ Apply(m) /\ bud' = [bud EXCEPT !.dup = @ - 1]
  /\ UNCHANGED <<ob, net, inst, frozen>>
InForce ==
  /\ pend # None /\ pend' = None /\ force' = IF Exist(pend) THEN pend ELSE force
  /\ UNCHANGED <<ob, groups, net, inst, frozen, bud, lost>>

(* ---- the world -------------------------------------------------------------------- *)
Crash(i) ==
  /\ bud.crash > 0 /\ pc[i] # "idle" /\ bud' = [bud EXCEPT !.crash = @ - 1] /\ Drop(i)
  /\ frozen' = [frozen EXCEPT ![i] = FALSE] /\ UNCHANGED <<ob, list, groups, net, lost>>
Freeze(i) ==
  /\ bud.freeze > 0 /\ \A j \in Inst : ~frozen[j]
  /\ frozen' = [frozen EXCEPT ![i] = TRUE] /\ bud' = [bud EXCEPT !.freeze = @ - 1]
  /\ UNCHANGED <<ob, list, groups, net, inst, lost>>
Thaw(i) ==
  /\ frozen[i] /\ frozen' = [frozen EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<ob, list, groups, net, inst, bud, lost>>
(* Somebody adds a group to the list as it is coming, or writes down the list he wants. *)
Third ==
  /\ bud.third > 0 /\ bud' = [bud EXCEPT !.third = @ - 1]
  /\ \E gs \in {(IF pend = None THEN force ELSE pend) \cup {ThirdId}, {0, ThirdId}} : pend' = gs
  /\ UNCHANGED <<ob, force, groups, net, inst, frozen, lost>>

Next ==
  \/ \E i \in Inst : Look(i) \/ Commit(i) \/ Send(i) \/ Sentry(i) \/ Crash(i) \/ Freeze(i) \/ Thaw(i)
  \/ \E i \in Inst, w \in Wf : Take(i, w) \/ Overdue(i, w)
  \/ \E m \in net : Deliver(m) \/ DeliverTwice(m)
  \/ InForce \/ Third
  \/ (\A w \in Wf : ob[w].st = "CLOSED") /\ UNCHANGED vars
Spec == Init /\ [][Next]_vars
LiveSpec ==
  /\ Spec
  /\ \A i \in Inst : WF_vars(Look(i)) /\ WF_vars(Commit(i)) /\ WF_vars(Send(i)) /\ SF_vars(Sentry(i))
  /\ \A w \in Wf : SF_vars(\E i \in Inst : Take(i, w))
  /\ WF_vars(\E m \in net : Deliver(m))
  /\ WF_vars(InForce)

(* ---- what must hold ------------------------------------------------------------------ *)
Owed(g) == \E w \in Wf : ob[w].st \in {"CUTTING", "DISCHARGING"} /\ ob[w].temp = g
(* a group of ours is in force, or about to be, only while an obligation owes taking it out *)
SwapIsOwed == \A g \in (force \cup pend) \cap Temps : Owed(g)
SwapInForceIsOwed == \A g \in force \cap Temps : Owed(g)
(* nothing else than the source is cut: what is in force is the original or a filled group *)
NoOutage == 0 \in force \/ (force \cap filled # {})
OneOpen == Cardinality({w \in Wf : ob[w].st \in Open}) <= 1
OthersKept == ~lost
NeverCut == force \cap Temps = {}                       \* sanity: must be violated
ListGone == <>[](0 \in force /\ force \cap Temps = {} /\ pend \cap Temps = {})
AllGone == <>[](\A g \in Temps : name[g] = 0)
AllClosed == \A w \in Wf : <>(ob[w].st = "CLOSED")
(* instances are alike: safety needs to look at one of each pair of mirrored states only *)
Alike == Permutations(Inst)
================================================================================
