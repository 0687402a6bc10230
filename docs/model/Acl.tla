--------------------------------- MODULE Acl ---------------------------------
(* The cut by a network ACL: one ACL, one store, several instances.  An entry
   has no id that could be burnt, only its number, and a number can be used
   again.  So the protocol never lets one number be created twice:

     ADDING       commit a FRESH number n, then create the placeholder there (it
                  allows what is allowed anyway); not read back: another number
     CUTTING      commit "replace n by deny", only if the placeholder was READ
                  at n; then replace
     DISCHARGING  delete our content at every recorded number
     CLOSED       none of the recorded numbers holds anything of ours

   A call that was sent is in `net' until it arrives.  A replace may arrive any
   number of times, at any time; a create and a delete once, save `dup'.        *)
EXTENDS Naturals, FiniteSets, TLC
CONSTANTS
  Inst, Wf,     \* instances; workflows, each with one obligation on the same ACL
  Nums,         \* rule numbers
  Fresh,        \* "same"  the same number for a repeated create      (naive)
                \* "own"   one that this obligation has not used      (naive)
                \* "late"  and no other whose calls may live when it COMMITS (naive)
                \* "life"  ... whose calls might live when the ACL was READ
                \* "never" and no other, ever
  NameWhen,     \* "read" | "sent": replace n once the placeholder was ... (naive: sent)
  CloseWhen,    \* "gone"    CLOSED when nothing of ours is read
                \* "expired" ... and that was read after every create and replace had expired
  Sign,         \* "intent" | "send": when a call gets its time       (naive: send)
  Sentinel,     \* whether it looks after the numbers of closed obligations
  ThirdWhen,    \* "any" | "life": when others take a number that we have used
  MaxTake, MaxCrash, MaxFreeze, MaxDup, MaxThird
VARIABLES
  ob,           \* the store: obligation of each workflow
  expired,      \* whether every create and replace of that obligation is too old by now
  slot,         \* the ACL: what is at each number
  net,          \* calls under way
  pc, job, cur, view, msg, frozen,   \* instances
  bud, hit      \* what may still go wrong; an entry of others was changed by us
vars == <<ob, expired, slot, net, pc, job, cur, view, msg, frozen, bud, hit>>
inst == <<pc, job, cur, view, msg>>

Open == {"ADDING", "CUTTING", "DISCHARGING"}
Ours == {"allow", "deny"}                  \* exactly our placeholder, exactly our deny
NoView == [slot |-> [n \in Nums |-> "absent"], dead |-> {}]
NoMsg == [op |-> "-", n |-> 0, w |-> 0, by |-> 0]
Call(op, n, w, i) == [op |-> op, n |-> n, w |-> w, by |-> i]
Least(S) == CHOOSE x \in S : \A y \in S : x <= y

Init ==
  /\ ob = [w \in Wf |-> [st |-> "NONE", nums |-> {}, cut |-> 0]]
  /\ expired = [w \in Wf |-> FALSE]
  /\ slot = [n \in Nums |-> "absent"] /\ net = {} /\ hit = FALSE
  /\ pc = [i \in Inst |-> "idle"] /\ job = [i \in Inst |-> 0] /\ cur = [i \in Inst |-> FALSE]
  /\ view = [i \in Inst |-> NoView] /\ msg = [i \in Inst |-> NoMsg]
  /\ frozen = [i \in Inst |-> FALSE]
  /\ bud = [take |-> MaxTake, crash |-> MaxCrash, freeze |-> MaxFreeze, dup |-> MaxDup, third |-> MaxThird]

(* ---- the store: a commit names the version it was decided on --------------- *)
(* `cur' says that nobody has committed since; so versions need no numbers.      *)
Write(i, w, row) ==
  /\ ob' = [ob EXCEPT ![w] = row]
  /\ cur' = [j \in Inst |-> IF j = i THEN TRUE ELSE IF job[j] = w THEN FALSE ELSE cur[j]]
(* claims: one obligation that is not closed on the ACL *)
Claimed(w) == \E v \in Wf \ {w} : ob[v].st \in Open

(* ---- who works on an obligation: its owner, or a sweeper; both the same ---- *)
Working(i, w) == job[i] = w /\ cur[i]
Orphan(w) == \A i \in Inst : ~Working(i, w) \/ frozen[i]
Take(i, w) ==
  /\ ~frozen[i] /\ pc[i] = "idle" /\ ob[w].st # "CLOSED"
  /\ ob[w].st = "NONE" => ~Claimed(w)
  /\ \/ Orphan(w) /\ UNCHANGED bud
     \/ ~Orphan(w) /\ bud.take > 0 /\ bud' = [bud EXCEPT !.take = @ - 1]
  /\ Write(i, w, ob[w]) /\ job' = [job EXCEPT ![i] = w] /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ UNCHANGED <<expired, slot, net, view, msg, frozen, hit>>
(* the deadline has passed, or a person cancels: whatever the owner is doing *)
Overdue(i, w) ==
  /\ ~frozen[i] /\ pc[i] = "idle" /\ ob[w].st \in {"ADDING", "CUTTING"}
  /\ Write(i, w, [ob[w] EXCEPT !.st = "DISCHARGING"])
  /\ job' = [job EXCEPT ![i] = w] /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ UNCHANGED <<expired, slot, net, view, msg, frozen, bud, hit>>

(* ---- one instance at work: look -> commit the intent -> send, and again ----- *)
Look(i) ==
  /\ ~frozen[i] /\ pc[i] = "look"
  /\ view' = [view EXCEPT ![i] = [slot |-> slot, dead |-> {w \in Wf : expired[w]}]]
  /\ pc' = [pc EXCEPT ![i] = "commit"]
  /\ UNCHANGED <<ob, expired, slot, net, job, cur, msg, frozen, bud, hit>>

Drop(i) ==
  /\ pc' = [pc EXCEPT ![i] = "idle"] /\ job' = [job EXCEPT ![i] = 0]
  /\ cur' = [cur EXCEPT ![i] = FALSE]
  /\ view' = [view EXCEPT ![i] = NoView] /\ msg' = [msg EXCEPT ![i] = NoMsg]
Intend(i, w, row, call) ==          \* committed first, sent later
  /\ Write(i, w, row) /\ msg' = [msg EXCEPT ![i] = call]
  /\ pc' = [pc EXCEPT ![i] = "send"] /\ view' = [view EXCEPT ![i] = NoView] /\ UNCHANGED job
MoveOn(i, w, row) ==
  /\ Write(i, w, row) /\ pc' = [pc EXCEPT ![i] = "look"]
  /\ view' = [view EXCEPT ![i] = NoView] /\ UNCHANGED <<job, msg>>

FreeNums(w, v) ==
  {n \in Nums : v.slot[n] = "absent" /\
     CASE Fresh = "same" -> ob[w].nums = {} \/ n \in ob[w].nums
       [] Fresh = "own"  -> n \notin ob[w].nums
       [] Fresh = "late" -> n \notin ob[w].nums /\ \A u \in Wf \ {w} : n \in ob[u].nums => expired[u]
       [] Fresh = "life" -> n \notin ob[w].nums /\ \A u \in Wf \ {w} : n \in ob[u].nums => u \in v.dead
       [] Fresh = "never" -> \A u \in Wf : n \notin ob[u].nums}
Nameable(w, v) == IF NameWhen = "read" THEN {n \in ob[w].nums : v.slot[n] = "allow"} ELSE ob[w].nums

Commit(i) ==
  LET w == job[i]   r == ob[w]   v == view[i] IN
  /\ ~frozen[i] /\ pc[i] = "commit"
  /\ UNCHANGED <<expired, slot, net, frozen, bud, hit>>
  /\ IF ~cur[i] \/ r.st = "CLOSED" THEN Drop(i) /\ UNCHANGED ob
     ELSE CASE r.st = "NONE" -> IF Claimed(w) THEN Drop(i) /\ UNCHANGED ob
                                ELSE MoveOn(i, w, [r EXCEPT !.st = "ADDING"])
       [] r.st = "ADDING" ->
            IF Nameable(w, v) # {}
            THEN LET n == Least(Nameable(w, v)) IN
                 Intend(i, w, [r EXCEPT !.st = "CUTTING", !.cut = n], Call("replace", n, w, 0))
            ELSE IF FreeNums(w, v) # {}
            THEN LET n == Least(FreeNums(w, v)) IN
                 Intend(i, w, [r EXCEPT !.nums = @ \cup {n}], Call("create", n, w, i))
            ELSE MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])
       [] r.st = "CUTTING" ->
            IF v.slot[r.cut] = "allow" THEN Intend(i, w, r, Call("replace", r.cut, w, 0))
            ELSE MoveOn(i, w, [r EXCEPT !.st = "DISCHARGING"])   \* in force and used, or withdrawn
       [] r.st = "DISCHARGING" ->
            LET there == {n \in r.nums : v.slot[n] \in Ours} IN
            IF there # {} THEN Intend(i, w, r, Call("delete", Least(there), w, i))
            ELSE IF CloseWhen = "gone" \/ w \in v.dead THEN MoveOn(i, w, [r EXCEPT !.st = "CLOSED"])
            ELSE MoveOn(i, w, r)

(* Answers are not believed: after sending it looks, whether or not the call has arrived. *)
Send(i) ==
  /\ ~frozen[i] /\ pc[i] = "send"
  /\ LET m == msg[i]
         dead == Sign = "intent" /\ m.w # 0 /\ expired[m.w]
                 /\ (m.op # "delete" \/ CloseWhen = "gone") IN
     net' = IF dead THEN net ELSE net \cup {m}
  /\ pc' = [pc EXCEPT ![i] = IF job[i] = 0 THEN "idle" ELSE "look"]
  /\ msg' = [msg EXCEPT ![i] = NoMsg]
  /\ UNCHANGED <<ob, expired, slot, job, cur, view, frozen, bud, hit>>

(* Deletes what exactly equals ours at a number which only closed obligations have used. *)
Sentry(i) ==
  /\ Sentinel /\ ~frozen[i] /\ pc[i] = "idle"
  /\ \E n \in Nums :
       /\ slot[n] \in Ours
       /\ \E w \in Wf : ob[w].st = "CLOSED" /\ n \in ob[w].nums
       /\ \A w \in Wf : n \in ob[w].nums => ob[w].st = "CLOSED"
       /\ msg' = [msg EXCEPT ![i] = Call("delete", n, 0, i)]
  /\ pc' = [pc EXCEPT ![i] = "send"]
  /\ UNCHANGED <<ob, expired, slot, net, job, cur, view, frozen, bud, hit>>

(* ---- AWS: checks nothing but whether there is an entry at that number ------- *)
Apply(m) ==
  CASE m.op = "create"  -> /\ slot' = IF slot[m.n] = "absent" THEN [slot EXCEPT ![m.n] = "allow"] ELSE slot
                           /\ UNCHANGED hit
    [] m.op = "replace" -> /\ slot' = IF slot[m.n] # "absent" THEN [slot EXCEPT ![m.n] = "deny"] ELSE slot
                           /\ hit' = (hit \/ slot[m.n] = "other")
    [] m.op = "delete"  -> /\ slot' = [slot EXCEPT ![m.n] = "absent"]
                           /\ hit' = (hit \/ slot[m.n] = "other")
Deliver(m) ==
  /\ m \in net /\ Apply(m) /\ net' = IF m.op = "replace" THEN net ELSE net \ {m}
  /\ UNCHANGED <<ob, expired, inst, frozen, bud>>
DeliverTwice(m) ==
  /\ m \in net /\ m.op # "replace" /\ bud.dup > 0 /\ Apply(m) /\ bud' = [bud EXCEPT !.dup = @ - 1]
  /\ UNCHANGED <<ob, expired, net, inst, frozen>>
(* a signature's life after the last create or replace was committed (and, once closed, delete) *)
Expire(w) ==
  /\ ~expired[w]
  /\ ob[w].st = "CLOSED" \/ (CloseWhen = "expired" /\ ob[w].st = "DISCHARGING")
  /\ expired' = [expired EXCEPT ![w] = TRUE]
  /\ net' = {m \in net : ~(m.w = w /\ (m.op # "delete" \/ ob[w].st = "CLOSED"))}
  /\ UNCHANGED <<ob, slot, inst, frozen, bud, hit>>

(* ---- the world --------------------------------------------------------------- *)
Crash(i) ==
  /\ bud.crash > 0 /\ pc[i] # "idle" /\ bud' = [bud EXCEPT !.crash = @ - 1] /\ Drop(i)
  /\ frozen' = [frozen EXCEPT ![i] = FALSE] /\ UNCHANGED <<ob, expired, slot, net, hit>>
Freeze(i) ==
  /\ bud.freeze > 0 /\ \A j \in Inst : ~frozen[j]
  /\ frozen' = [frozen EXCEPT ![i] = TRUE] /\ bud' = [bud EXCEPT !.freeze = @ - 1]
  /\ UNCHANGED <<ob, expired, slot, net, inst, hit>>
Thaw(i) ==
  /\ frozen[i] /\ frozen' = [frozen EXCEPT ![i] = FALSE]
  /\ UNCHANGED <<ob, expired, slot, net, inst, bud, hit>>
ThirdTakes(n) ==
  /\ bud.third > 0 /\ slot[n] = "absent"
  /\ ThirdWhen = "life" => \A w \in Wf : n \in ob[w].nums => expired[w]
  /\ slot' = [slot EXCEPT ![n] = "other"] /\ bud' = [bud EXCEPT !.third = @ - 1]
  /\ UNCHANGED <<ob, expired, net, inst, frozen, hit>>

Next ==
  \/ \E i \in Inst : Look(i) \/ Commit(i) \/ Send(i) \/ Sentry(i) \/ Crash(i) \/ Freeze(i) \/ Thaw(i)
  \/ \E i \in Inst, w \in Wf : Take(i, w) \/ Overdue(i, w)
  \/ \E m \in net : Deliver(m) \/ DeliverTwice(m)
  \/ \E w \in Wf : Expire(w)
  \/ \E n \in Nums : ThirdTakes(n)
  \/ (\A w \in Wf : ob[w].st = "CLOSED") /\ UNCHANGED vars
Spec == Init /\ [][Next]_vars
LiveSpec ==
  /\ Spec
  /\ \A i \in Inst : WF_vars(Look(i)) /\ WF_vars(Commit(i)) /\ WF_vars(Send(i)) /\ SF_vars(Sentry(i))
  /\ \A w \in Wf : SF_vars(\E i \in Inst : Take(i, w)) /\ WF_vars(Expire(w))
  /\ WF_vars(\E m \in net : Deliver(m))

(* ---- what must hold ------------------------------------------------------------ *)
(* a deny of ours is there only while an obligation owes giving it back *)
DenyIsOwed == \A n \in Nums : slot[n] = "deny" =>
                \E w \in Wf : ob[w].st \in {"CUTTING", "DISCHARGING"} /\ ob[w].cut = n
OneOpen == Cardinality({w \in Wf : ob[w].st \in Open}) <= 1
OthersKept == ~hit
NeverCut == \A n \in Nums : slot[n] # "deny"          \* sanity: must be violated
DenyGone == <>[](\A n \in Nums : slot[n] # "deny")
AllGone == <>[](\A n \in Nums : slot[n] \notin Ours)
AllClosed == \A w \in Wf : <>(ob[w].st = "CLOSED")
(* instances are alike: safety needs to look at one of each pair of mirrored states only *)
Alike == Permutations(Inst)
===============================================================================
