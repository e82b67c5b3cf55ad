var Bi=Object.defineProperty;var Vi=Object.getOwnPropertyDescriptor;var b=(r,e,t,n)=>{for(var i=n>1?void 0:n?Vi(e,t):e,s=r.length-1,o;s>=0;s--)(o=r[s])&&(i=(n?o(e,t,i):o(i))||i);return n&&i&&Bi(e,t,i),i};var I=class extends Error{constructor(t,n=null){super(t);this.status=n;this.name="ApiError"}};function K(r){return r instanceof Error?r.message:String(r)}var se=["error","warning","notice","ok","unknown"];function Dt(r){let{severity:e,applied_value:t,acknowledged:n}=r,s=n&&(e==="error"||e==="warning")?"notice":e;return{key:_(r),standing:t===null||s==="error"?s:"warning"}}function _(r){return`${r.run}\0${r.tag}`}var Gi=1,qi=new Map([["NaN",Number.NaN],["Infinity",Number.POSITIVE_INFINITY],["-Infinity",Number.NEGATIVE_INFINITY]]);function xr(r){let e=r;if(!Array.isArray(e?.series))throw new I("TensorBoard sent a list of diagnoses that this page cannot read.");if(e.version!==Gi)throw new I("The plugin was updated while this page was open. Reload the page.");let t=e.series.map(n=>({...Ae(n,"last_value","expected_value","applied_value"),...Dt(n)}));return{...e,series:t}}function wr(r){let{sparklines:e}=r;return new Map(e.map(t=>[_(t),Ae(t,"logged","expected")]))}function $r(r){let e=r;if(!e?.points)throw new I("TensorBoard sent a diagnosis that this page cannot read.");let t=["points","curve","inferred_curve","explained"],{inferred:n}=e;return{...Ae(e,"logged","expected","applied_value","evidence","next_change",...t),inferred:n&&Ae(n,"residual"),...Dt(e)}}function Sr(r){return Ae(r,"curve","rate_at_end","parameters")}function Ae(r,...e){let t=e.map(n=>[n,Ht(r[n])]);return{...r,...Object.fromEntries(t)}}function Ht(r){return typeof r=="string"?qi.get(r)??r:Array.isArray(r)?r.map(Ht):typeof r!="object"||r===null?r:Object.fromEntries(Object.entries(r).map(([e,t])=>[e,Ht(t)]))}var Zi=3e4,Yi=20,kr="./diagnoses",et=class{constructor(e=(t,n)=>globalThis.fetch(t,n)){this.fetch=e;this.kept=new Map}diagnoses(){return this.get(kr,xr)}series(e,t){return this.get(tt(e),$r,t)}sparklines(e){return this.ask(`./sparklines?${e.map(rt).join("&")}`,wr)}runs(){return this.ask("../../runs",e=>e)}preview(e,t,n){return this.ask(Ji(e,t),Sr,n)}async ask(e,t,n){let i=await this.request(e,void 0,n);if(!i.ok)throw new I(await Er(i),i.status);return t(await Rr(i))}keptSeries(e){return this.kept.get(tt(e))?.value??null}async get(e,t,n){let i=this.kept.get(e),s=await this.request(e,i?.etag,n);if(s.status===304&&i)return{value:i.value,changed:!1};if(!s.ok)throw new I(await Er(s),s.status);let o=t(await Rr(s));return this.keep(e,s.headers.get("ETag"),o),{value:o,changed:!0}}async request(e,t,n){let i=new AbortController,s=()=>i.abort();n?.addEventListener("abort",s);let o=setTimeout(s,Zi);try{return await this.fetch(e,{headers:t?{"If-None-Match":t}:{},cache:"no-store",signal:i.signal})}catch(a){throw n?.aborted?a:new I("TensorBoard does not answer.")}finally{clearTimeout(o),n?.removeEventListener("abort",s)}}keep(e,t,n){if(this.kept.delete(e),t===null)return;this.kept.set(e,{etag:t,value:n});let i=[...this.kept.keys()].filter(s=>s!==kr);for(let s of i.slice(0,-Yi))this.kept.delete(s)}};function tt(r){return`./series?${rt(r)}`}function Tr(r){return`./points.csv?${rt(r)}`}function Ji(r,{schedule:e,totalSteps:t}){let n=e===null?"":`&schedule=${encodeURIComponent(JSON.stringify(e))}`;return`./preview?${rt(r)}${n}${t===null?"":`&total_steps=${t}`}`}function rt({run:r,tag:e}){return`run=${encodeURIComponent(r)}&tag=${encodeURIComponent(e)}`}async function Rr(r){try{return await r.json()}catch{throw new I("TensorBoard sent an answer that is not JSON.",r.status)}}async function Er(r){return(await r.json().catch(()=>null))?.error??`TensorBoard refused the request (status ${r.status}).`}var Z='Roboto, "Helvetica Neue", Arial, sans-serif',ye=`11px ${Z}`,nt=28;function Pe(r){return{logged:{colour:r.logged,width:3,hasDots:!0},expected:{colour:r.expected,width:1.5,dash:[7,5]},edited:{colour:r.edited,width:2,dash:[10,3,2,3]},explained:{colour:r.explained,width:1.5,dash:[3,7]},inferred:{colour:r.inferred,width:1.25,dash:[2,3]}}}var Ar="lr_diagnostics",it=`p.${Ar}.`;function Xi(r){let e={};for(let t of Pr(r)){let[n,i]=Mr(t);n.startsWith(it)&&(e[n.slice(it.length)]=i)}return e}function Qi(r,e){let t=Pr(r).filter(i=>!Mr(i)[0].startsWith(it)),n=Object.entries(e).map(([i,s])=>`${encodeURIComponent(it+i)}=${encodeURIComponent(s)}`);return`#${[...t.length>0?t:[Ar],...n].join("&")}`}var st=class{constructor(e){this.shown=es(e)}get href(){return this.shown.location.href}get runFilter(){return new URLSearchParams(this.shown.location.search).get("runFilter")??""}read(){return Xi(this.shown.location.hash)}write(e,t){let{history:n,location:i}=this.shown,s=Qi(i.hash,e);if(s===i.hash)return;let o=`${i.pathname}${i.search}${s}`;n[t?"pushState":"replaceState"](n.state,"",o)}watch(e){this.shown.addEventListener("hashchange",e)}};function es(r){try{return r.parent.location.hash,r.parent}catch{return r}}function Pr(r){return r.replace(/^#/,"").split("&").filter(Boolean)}function Mr(r){let e=r.indexOf("=");return e<0?[Ft(r),""]:[Ft(r.slice(0,e)),Ft(r.slice(e+1))]}function Ft(r){try{return decodeURIComponent(r)}catch{return r}}var ts="experimental.DataReloaded",rs="experimental.RunsChanged";function ns(r,e){r.onmessage=t=>{let n=is(t.data);!n||n.isReply||(r.postMessage(JSON.stringify({type:n.type,id:n.id,payload:null,error:null,isReply:!0})),(n.type===ts||n.type===rs)&&e())}}function _r(r,e){if(r.parent===r)return;let t=new MessageChannel;ns(t.port1,e),r.parent.postMessage("experimental.bootstrap","*",[t.port2])}function is(r){if(typeof r!="string")return null;try{let e=JSON.parse(r);return typeof e?.type!="string"||typeof e.id!="number"?null:{type:e.type,id:e.id,isReply:e.isReply===!0}}catch{return null}}var ss="dark-mode";function Nr(r,e){let t=os(r);if(t){let s=()=>e(t.classList.contains(ss)?"dark":"light");new r.MutationObserver(s).observe(t,{attributes:!0,attributeFilter:["class"]}),s();return}let n=r.matchMedia("(prefers-color-scheme: dark)"),i=()=>e(n.matches?"dark":"light");n.addEventListener("change",i),i()}function os(r){if(r.parent===r)return null;try{return r.parent.document.body}catch{return null}}function Lr(r,e){try{let{document:t}=r.parent,n=t.title.replace(/^\(\d+\) /,"");t.title=e>0?`(${e}) ${n}`:n}catch{}}function ot(r){return r.document.visibilityState==="visible"&&r.innerWidth>0&&r.innerHeight>0}function Cr(r,e){let t=ot(r),n=()=>{let i=ot(r);i&&!t&&e(),t=i};r.addEventListener("resize",n),r.document.addEventListener("visibilitychange",n)}var Or=["step","relative","wall"],oe=["inferred","logged","explained","expected","edited"];var Ir=["worst","warnings","run","tag","step","logged","expected"],at=["none","run","verdict","schedule"],Dr=["auto","linear","log"],Hr=["overlay","multiples"],j={text:"",severities:new Set,verdicts:new Set,onlyWarned:!1,usesHostFilter:!0,sort:{column:"worst",isDescending:!1},grouping:"none",selected:null,compared:[],arrangement:"overlay",axis:"step",scale:"auto",zoom:null,whatIf:{},valueZoom:null,pin:null,table:!1,hiddenLines:new Set};function Fr(r){return se.includes(r)}function Ut(r){let{selected:e,sort:t}=r,n={q:r.text,severity:[...r.severities].join(","),verdict:[...r.verdicts].join(","),warned:r.onlyWarned?"only":null,hostFilter:r.usesHostFilter?null:"off",sort:(t.isDescending?"-":"")+t.column,group:r.grouping,run:e&&e.run,tag:e&&e.tag,compare:r.compared.length>0?JSON.stringify(r.compared.map(({run:i,tag:s})=>[i,s])):null,charts:r.arrangement,axis:r.axis,scale:r.scale,zoom:zr(r.zoom),values:zr(r.valueZoom),pin:r.pin===null?null:String(r.pin),table:r.table?"shown":null,hide:[...r.hiddenLines].map(encodeURIComponent).join(","),whatIf:new URLSearchParams(r.whatIf).toString()};return Object.fromEntries(Object.entries(n).filter(i=>i[1]!==null&&i[1]!==as[i[0]]))}var as={q:"",severity:"",verdict:"",hide:"",sort:j.sort.column,group:j.grouping,charts:j.arrangement,axis:j.axis,scale:j.scale,whatIf:""};function lt(r){let{run:e,tag:t}=r;return{text:r.q??"",severities:new Set(zt(r.severity).filter(Fr)),verdicts:new Set(zt(r.verdict)),onlyWarned:r.warned==="only",usesHostFilter:r.hostFilter!=="off",sort:ls(r.sort??""),grouping:Me(at,r.group),selected:e!==void 0&&t!==void 0?{run:e,tag:t}:null,compared:ps(r.compare),arrangement:Me(Hr,r.charts),axis:Me(Or,r.axis),scale:Me(Dr,r.scale),zoom:Ur(r.zoom??""),whatIf:Object.fromEntries(new URLSearchParams(r.whatIf)),valueZoom:Ur(r.values??""),pin:cs(r.pin),table:r.table==="shown",hiddenLines:new Set(zt(r.hide).map(ds))}}function zt(r){return r?r.split(","):[]}function Me(r,e){return r.find(t=>t===e)??r[0]}function ls(r){let e=r.startsWith("-");return{column:Me(Ir,e?r.slice(1):r),isDescending:e}}function zr(r){return r&&`${r.min},${r.max}`}function Ur(r){let[e,t,...n]=r.split(",").map(s=>s===""?NaN:Number(s));return n.length===0&&Number.isFinite(e)&&Number.isFinite(t)&&e<t?{min:e,max:t}:null}function ds(r){try{return decodeURIComponent(r)}catch{return r}}function cs(r){return r&&Number.isFinite(Number(r))?Number(r):null}function ps(r){let e;try{e=JSON.parse(r??"[]")}catch{return[]}return(Array.isArray(e)?e:[]).filter(t=>Array.isArray(t)&&typeof t[0]=="string"&&typeof t[1]=="string").map(([t,n])=>({run:t,tag:n}))}var us=250;function Wr(r,e){let t=r.state.view,n,i=()=>{let{view:s}=r.state;if(clearTimeout(n),s===t)return;let o=JSON.stringify(s.selected)!==JSON.stringify(t.selected);t=s,e.write(Ut(s),o)};return r.subscribe(()=>{let{view:s}=r.state;s!==t&&(clearTimeout(n),s.selected!==t.selected?i():n=setTimeout(i,us))}),e.watch(()=>{let s=e.read();if(JSON.stringify(s)===JSON.stringify(Ut(r.state.view)))return;let o=lt(s);t=o,r.show(o)}),()=>(i(),e.href)}var dt=class{constructor(e,t,n){this.task=e;this.isVisible=t;this.pauseMilliseconds=n;this.running=!1;this.wished=!1;this.poke=()=>{if(this.running){this.wished=!0;return}clearTimeout(this.timer),this.run()}}async run(){this.running=!0,this.wished=!1;try{this.isVisible()&&await this.task()}finally{this.running=!1,this.timer=setTimeout(this.poke,this.wished?0:this.pauseMilliseconds())}}};function Wt({standing:r}){return r==="error"||r==="warning"}function Kr(r,e){let t=new Set(r.filter(n=>!Wt(n)).map(n=>n.key));return e.filter(n=>Wt(n)&&t.has(n.key))}function jr(r,e){let t=new Set(r.map(n=>n.key));return t.size===0?[]:e.filter(n=>Wt(n)&&t.has(n.key))}function ct(r){let e=getComputedStyle(r),t=n=>e.getPropertyValue(`--lr-${n}`).trim();return{logged:t("logged"),expected:t("expected"),explained:t("ok"),inferred:t("text"),edited:t("edited"),disagree:t("disagree"),fault:t("error"),text:t("text-muted"),foreground:t("text"),surface:t("surface"),grid:t("grid"),mark:t("mark"),runs:Array.from({length:7},(n,i)=>t(`run-${i}`))}}function Br(r,e){let t=new Set;return r.map((n,i)=>{let s=(e.get(n)??i)%7;for(let o=0;t.has(s)&&o<7;o++)s=(s+1)%7;return t.add(s),s})}var Y=class{constructor(){this.parts=null}of(e,t){let{parts:n}=this;return e.length===n?.length&&e.every((s,o)=>s===n[o])||(this.value=t()),this.parts=e,this.value}};function ae(r){return"rows"in r}function qr(r,e,t,n){let{pattern:i,error:s}=Jr(e.text),o=hs(r,e,i,t),a=bs(ms(o,e),e.sort),l=e.grouping==="none"?a:xs(a,e.grouping,n),d=e.grouping==="none"?[]:l.filter(ae);return{items:l,count:a.length,found:o,groups:d.map(({key:c})=>c),members:new Set(d.flatMap(({rows:c})=>c.map(({key:u})=>u))),error:s}}function Zr(r){let e=jt(r,t=>t.standing);return new Map(se.map(t=>[t,e.get(t)??0]))}function Yr(r){return jt(r,e=>e.verdict)}function Kt(r){return r.filter(({warnings:e})=>e.length>0).length}function jt(r,e){let t=new Map;for(let n of r)t.set(e(n),(t.get(e(n))??0)+1);return t}function hs(r,{usesHostFilter:e},t,n){let i=e?Jr(n).pattern:null;return!t&&!i?r:r.filter(s=>(!t||fs(s,t))&&(!i||i.test(s.run)))}function ms(r,{severities:e,verdicts:t,onlyWarned:n}){return!n&&e.size+t.size===0?r:r.filter(i=>(e.size===0||e.has(i.standing))&&(t.size===0||t.has(i.verdict))&&(!n||i.warnings.length>0))}function fs(r,e){return e.test(`${r.run} ${r.tag}`)||e.test(r.headline)||e.test(r.schedule_text)||e.test(L(r.verdict))||r.warnings.some(t=>e.test(L(t)))||!!r.acknowledged&&e.test(`acknowledged ${r.acknowledged.reason}`)}function L(r){return r.replaceAll("_"," ")}function Jr(r){if(r==="")return{pattern:null,error:null};try{return{pattern:new RegExp(r,"i"),error:null}}catch(e){return{pattern:null,error:`Not a valid regular expression (${e.message.split(": ").pop()}); showing everything.`}}}var gs={warnings:r=>-r.warnings.length,run:r=>Gr(r.run),tag:r=>Gr(r.tag),step:r=>r.last_step,logged:r=>r.last_value,expected:r=>r.expected_value};function bs(r,{column:e,isDescending:t}){if(e==="worst")return t?[...r].reverse():r;let n=gs[e],i=t?-1:1;return r.map(s=>({row:s,key:n(s)})).sort((s,o)=>ys(s.key,o.key,i)).map(({row:s})=>s)}function ys(r,e,t){let n=r===null||r!==r,i=e===null||e!==e;return n||i?Number(n)-Number(i):r<e?-t:r>e?t:0}var Vr=new Map;function Gr(r){let e=Vr.get(r);return e===void 0&&(e=r.toLowerCase().replace(/\d+/g,t=>t.padStart(16,"0")),Vr.set(r,e)),e}var vs={run:r=>r.run,verdict:r=>L(r.verdict),schedule:r=>r.schedule_text||"no schedule known"};function xs(r,e,t){let n=new Map;for(let s of r){let o=vs[e](s),a=n.get(o);a?a.push(s):n.set(o,[s])}let i=[];for(let[s,o]of n){if(o.length===1){i.push(o[0]);continue}let a=`${e} ${s}`,l=t.has(a),d=e==="verdict"?"":ws(o);if(i.push({key:a,name:s,rows:o,summary:d,standing:$s(o),isCollapsed:l}),!l)for(let c of o)i.push(c)}return i}function ws(r){return[...jt(r,({standing:t,verdict:n})=>t==="ok"||t==="unknown"?t:L(n))].map(([t,n])=>`${n} ${t}`).join(", ")}function $s(r){let e=se.length-1;for(let{standing:t}of r)e=Math.min(e,se.indexOf(t));return se[e]}function Xr(){let r=new Y,e=new Y,t=new Y;return({view:n,hostFilter:i,collapsed:s,diagnoses:o,diagnosis:a,places:l,whatIf:d})=>{let{text:c,severities:u,verdicts:h,onlyWarned:f,usesHostFilter:g,sort:y,grouping:$}=n,T=d.edited?.curve??null,E=T&&a?.curve&&d.baseToEnd?.curve;return{list:r.of([o,i,s,c,u,h,f,g,y,$],()=>qr(o?.series??[],n,i,s)),colours:e.of([n.selected,n.compared,l],()=>Ss(n,l)),preview:T,drawn:t.of([a,E],()=>a&&E?{...a,curve:E}:a)}}}function Ss({selected:r,compared:e},t){if(!r||e.length===0)return new Map;let n=[r,...e],i=Br(n.map(({run:s})=>s),t);return new Map(n.map((s,o)=>[_(s),i[o]]))}var pt={isOpen:!1,base:null,baseToEnd:null,edited:null,problems:{}};var ut=class{constructor(e,t=j,n=Date.now){this.client=e;this.now=n;this.derive=Xr();this.listeners=new Set;this.pending=null;this.stale=!1;let i={view:t,hostFilter:"",collapsed:new Set,diagnoses:null,updatedAt:null,failure:null,diagnosis:null,diagnosisFailure:null,compared:[],places:new Map,turnedBad:[],whatIf:pt};this.state={...i,...this.derive(i)}}subscribe(e){return this.listeners.add(e),()=>this.listeners.delete(e)}get isPartial(){return this.state.failure===null&&!!this.state.diagnoses?.reading}async refresh(){try{let e=await this.client.diagnoses();this.stale||=e.changed,this.update({updatedAt:this.now(),failure:null,...e.changed||!this.state.diagnoses?this.withDiagnoses(e.value):{}})}catch(e){this.update({failure:K(e)});return}this.stale&&await this.readShown()}change(e){let t=this.state.view,n={...t,...e},i=le(n.selected)!==le(t.selected);(i||n.axis!==t.axis)&&!e.zoom&&(n.zoom=null),i&&!e.whatIf&&(n.whatIf={}),i&&!e.valueZoom&&(n.valueZoom=null),i&&!e.pin&&(n.pin=null),this.show(n)}select(e){this.change({selected:e&&{run:e.run,tag:e.tag}})}toggleCompared({run:e,tag:t}){let n=_({run:e,tag:t}),i=this.state.view.compared.filter(o=>_(o)!==n),s=i.length===this.state.view.compared.length;this.change({compared:s?[...i,{run:e,tag:t}]:i})}toggle(e,t){let n=new Set(this.state.view[e]);n.delete(t)||n.add(t),this.change({[e]:n})}isolate(e,t){let n=t.filter(a=>a!==e),{hiddenLines:i}=this.state.view,s=!i.has(e)&&n.every(a=>i.has(a)),o=[...i].filter(a=>!t.includes(a));this.change({hiddenLines:new Set(s?o:[...o,...n])})}clearFilters(){let{text:e,severities:t,verdicts:n,onlyWarned:i}=j;this.change({text:e,severities:t,verdicts:n,onlyWarned:i,usesHostFilter:this.state.hostFilter===""})}toggleGroup(e){let t=new Set(this.state.collapsed);t.delete(e)||t.add(e),this.update({collapsed:t})}toggleGroups(){let{collapsed:e,list:t}=this.state,n=t.groups.every(i=>e.has(i));this.update({collapsed:n?new Set:new Set([...e,...t.groups])})}show(e){let t=this.state.view,n={view:e},i=le(e.selected)!==le(t.selected),s=e.compared!==t.compared;if(i&&Object.assign(n,this.selectionOf(e.selected)),s){let o=new Set(e.compared.map(_));n.compared=this.state.compared.filter(({key:a})=>o.has(a))}this.update(n),(i||s)&&this.readShown()}setHostFilter(e){e!==this.state.hostFilter&&this.update({hostFilter:e})}setWhatIf(e){this.update({whatIf:{...this.state.whatIf,...e}})}acknowledge(){this.update({turnedBad:[]})}selectionOf(e){let t=le(e);return{diagnosis:e&&this.client.keptSeries(e),diagnosisFailure:null,turnedBad:this.state.turnedBad.filter(n=>n.key!==t)}}withDiagnoses(e){let t=this.state,{series:n,reading:i}=e,[s,...o]=n,d=(!t.diagnoses?.series.length||!!t.diagnoses.reading)&&!i&&s&&o.length===0&&!t.view.selected?{...t.view,selected:{run:s.run,tag:s.tag}}:t.view;return{diagnoses:e,view:d,turnedBad:[...jr(t.turnedBad,n),...Kr(t.diagnoses?.series??[],n)].filter(({key:c})=>c!==le(d.selected))}}async readShown(){this.pending?.abort();let{selected:e,compared:t}=this.state.view;if(!e)return;let n=new AbortController;this.pending=n;let i=t.filter(s=>_(s)!==le(e));i.length>0&&this.readPlaces([e,...i]);try{let s=await Promise.all([this.client.series(e,n.signal),...i.map(d=>this.readCompared(d,n))]);if(this.pending!==n)return;this.stale=!1;let[o,...a]=s.map(d=>d?.value??null),l=a.filter(d=>d!==null);this.update({diagnosis:o,diagnosisFailure:null,compared:l})}catch(s){if(this.pending!==n)return;this.stale=!0,this.update({diagnosisFailure:K(s)})}}async readPlaces(e){if(!e.every(({run:t})=>this.state.places.has(t)))try{let t=await this.client.runs();this.update({places:new Map(t.map((n,i)=>[n,i]))})}catch{}}async readCompared(e,{signal:t}){try{return await this.client.series(e,t)}catch{return null}}update(e){let t={...this.state,...e};this.state={...t,...this.derive(t)};for(let n of this.listeners)n()}};function le(r){return r&&_(r)}var ks={k:1e3,K:1e3,M:1e6,"%":.01},Rs=/^([+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?)\s*([kKM%]?)$/,Es=/^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?![\d,])/;function Ts(r){let e=r.trim().replace(/(?<=\d)[_\s](?=\d)/g,""),t=Rs.exec(Es.test(e)?e.replaceAll(",",""):e);if(!t)return Number.NaN;let n=ks[t[2]],i=Number(t[1]);return n===void 0?i:Number((i*n).toPrecision(15))}function Bt(r,e){let t=Ts(r);return Number.isFinite(t)?e==="integer"&&!Number.isSafeInteger(t)?`“${r.trim()}” is no whole number.`:t:`“${r.trim()}” is no number. Write it like 0.004, 4e-3 or 800_720.`}function Qr(r){if(r.trim()==="")return null;let e=Bt(r,"integer");return typeof e=="number"&&e<1?"A run has at least 1 step.":e}function en(r){if(typeof r=="boolean"||Math.fround(r)!==r)return String(r);for(let e=1;e<10;e++){let t=Number(r.toPrecision(e));if(Math.fround(t)===r)return String(t)}return String(r)}var ht="@end",_e="",As=150;function mt(r){return r.join(".")}function Ps(r,e,t){let n=structuredClone(r);for(let i of e){let s=n;for(let a of i.slice(0,-1))s=s?.[a];let o=i[i.length-1];typeof s=="object"&&s!==null&&o!==void 0&&o in s&&(s[o]=t)}return n}function Ms(r,e){let t={},n=null;for(let{path:s,also:o,kind:a}of r.parameters){let l=e[mt(s)];if(!l||!r.schedule)continue;let d=a==="boolean"?l==="true":Bt(l,a);typeof d=="string"?t[mt(s)]=d:n=Ps(n??r.schedule,[s,...o],d)}let i=Qr(e[ht]??"");return typeof i=="string"&&(t[ht]=i),{question:{schedule:n,totalSteps:typeof i=="string"?null:i},problems:t}}function tn(r,e){let t=null,n={},i=!1,s,o=null,a=null,l=_e;r.subscribe(()=>{let{view:c,diagnosis:u,whatIf:h}=r.state,f=h.isOpen||Object.keys(c.whatIf).length>0;if(u===t&&c.whatIf===n&&f===i)return;let g=u?.key===t?.key;u!==t&&(a=null);let y=g&&f===i&&c.whatIf!==n;c.whatIf!==n&&(l=_s(n,c.whatIf)),[t,n,i]=[u,c.whatIf,f],clearTimeout(s),o?.abort(),o=null,(!g||f!==h.isOpen)&&r.setWhatIf({...g?h:pt,isOpen:f}),u&&f&&(s=setTimeout(()=>{d(u)},y?As:0))});async function d(c){let u=o=new AbortController,h=y=>e.preview(c,y,u.signal),f=c.schedule?null:c.inferred?.schedule??null,g;try{let y=a??await h({schedule:f,totalSteps:null}),{question:$,problems:T}=Ms(y,n);if(g={base:y,problems:T},Object.keys(T).length===0){let{schedule:E,totalSteps:W}=$,P=W===null?y:await h({schedule:f,totalSteps:W}),N=E?await h($):W===null?null:P;g={base:y,problems:T,baseToEnd:P,edited:N}}o===u&&(a=y)}catch(y){g={problems:{[y instanceof I&&y.status===400?l:_e]:K(y)}}}o===u&&r.setWhatIf(g)}}function _s(r,e){let t=Object.keys({...r,...e}).filter(n=>r[n]!==e[n]);return t.length===1?t[0]:_e}var ft=globalThis,gt=ft.ShadowRoot&&(ft.ShadyCSS===void 0||ft.ShadyCSS.nativeShadow)&&"adoptedStyleSheets"in Document.prototype&&"replace"in CSSStyleSheet.prototype,Vt=Symbol(),rn=new WeakMap,Ne=class{constructor(e,t,n){if(this._$cssResult$=!0,n!==Vt)throw Error("CSSResult is not constructable. Use `unsafeCSS` or `css` instead.");this.cssText=e,this.t=t}get styleSheet(){let e=this.o,t=this.t;if(gt&&e===void 0){let n=t!==void 0&&t.length===1;n&&(e=rn.get(t)),e===void 0&&((this.o=e=new CSSStyleSheet).replaceSync(this.cssText),n&&rn.set(t,e))}return e}toString(){return this.cssText}},bt=r=>new Ne(typeof r=="string"?r:r+"",void 0,Vt),w=(r,...e)=>{let t=r.length===1?r[0]:e.reduce((n,i,s)=>n+(o=>{if(o._$cssResult$===!0)return o.cssText;if(typeof o=="number")return o;throw Error("Value passed to 'css' function must be a 'css' function result: "+o+". Use 'unsafeCSS' to pass non-literal values, but take care to ensure page security.")})(i)+r[s+1],r[0]);return new Ne(t,r,Vt)},nn=(r,e)=>{if(gt)r.adoptedStyleSheets=e.map(t=>t instanceof CSSStyleSheet?t:t.styleSheet);else for(let t of e){let n=document.createElement("style"),i=ft.litNonce;i!==void 0&&n.setAttribute("nonce",i),n.textContent=t.cssText,r.appendChild(n)}},Gt=gt?r=>r:r=>r instanceof CSSStyleSheet?(e=>{let t="";for(let n of e.cssRules)t+=n.cssText;return bt(t)})(r):r;var{is:Ns,defineProperty:Ls,getOwnPropertyDescriptor:Cs,getOwnPropertyNames:Os,getOwnPropertySymbols:Is,getPrototypeOf:Ds}=Object,yt=globalThis,sn=yt.trustedTypes,Hs=sn?sn.emptyScript:"",Fs=yt.reactiveElementPolyfillSupport,Le=(r,e)=>r,Ce={toAttribute(r,e){switch(e){case Boolean:r=r?Hs:null;break;case Object:case Array:r=r==null?r:JSON.stringify(r)}return r},fromAttribute(r,e){let t=r;switch(e){case Boolean:t=r!==null;break;case Number:t=r===null?null:Number(r);break;case Object:case Array:try{t=JSON.parse(r)}catch{t=null}}return t}},vt=(r,e)=>!Ns(r,e),on={attribute:!0,type:String,converter:Ce,reflect:!1,useDefault:!1,hasChanged:vt};Symbol.metadata??=Symbol("metadata"),yt.litPropertyMetadata??=new WeakMap;var B=class extends HTMLElement{static addInitializer(e){this._$Ei(),(this.l??=[]).push(e)}static get observedAttributes(){return this.finalize(),this._$Eh&&[...this._$Eh.keys()]}static createProperty(e,t=on){if(t.state&&(t.attribute=!1),this._$Ei(),this.prototype.hasOwnProperty(e)&&((t=Object.create(t)).wrapped=!0),this.elementProperties.set(e,t),!t.noAccessor){let n=Symbol(),i=this.getPropertyDescriptor(e,n,t);i!==void 0&&Ls(this.prototype,e,i)}}static getPropertyDescriptor(e,t,n){let{get:i,set:s}=Cs(this.prototype,e)??{get(){return this[t]},set(o){this[t]=o}};return{get:i,set(o){let a=i?.call(this);s?.call(this,o),this.requestUpdate(e,a,n)},configurable:!0,enumerable:!0}}static getPropertyOptions(e){return this.elementProperties.get(e)??on}static _$Ei(){if(this.hasOwnProperty(Le("elementProperties")))return;let e=Ds(this);e.finalize(),e.l!==void 0&&(this.l=[...e.l]),this.elementProperties=new Map(e.elementProperties)}static finalize(){if(this.hasOwnProperty(Le("finalized")))return;if(this.finalized=!0,this._$Ei(),this.hasOwnProperty(Le("properties"))){let t=this.properties,n=[...Os(t),...Is(t)];for(let i of n)this.createProperty(i,t[i])}let e=this[Symbol.metadata];if(e!==null){let t=litPropertyMetadata.get(e);if(t!==void 0)for(let[n,i]of t)this.elementProperties.set(n,i)}this._$Eh=new Map;for(let[t,n]of this.elementProperties){let i=this._$Eu(t,n);i!==void 0&&this._$Eh.set(i,t)}this.elementStyles=this.finalizeStyles(this.styles)}static finalizeStyles(e){let t=[];if(Array.isArray(e)){let n=new Set(e.flat(1/0).reverse());for(let i of n)t.unshift(Gt(i))}else e!==void 0&&t.push(Gt(e));return t}static _$Eu(e,t){let n=t.attribute;return n===!1?void 0:typeof n=="string"?n:typeof e=="string"?e.toLowerCase():void 0}constructor(){super(),this._$Ep=void 0,this.isUpdatePending=!1,this.hasUpdated=!1,this._$Em=null,this._$Ev()}_$Ev(){this._$ES=new Promise(e=>this.enableUpdating=e),this._$AL=new Map,this._$E_(),this.requestUpdate(),this.constructor.l?.forEach(e=>e(this))}addController(e){(this._$EO??=new Set).add(e),this.renderRoot!==void 0&&this.isConnected&&e.hostConnected?.()}removeController(e){this._$EO?.delete(e)}_$E_(){let e=new Map,t=this.constructor.elementProperties;for(let n of t.keys())this.hasOwnProperty(n)&&(e.set(n,this[n]),delete this[n]);e.size>0&&(this._$Ep=e)}createRenderRoot(){let e=this.shadowRoot??this.attachShadow(this.constructor.shadowRootOptions);return nn(e,this.constructor.elementStyles),e}connectedCallback(){this.renderRoot??=this.createRenderRoot(),this.enableUpdating(!0),this._$EO?.forEach(e=>e.hostConnected?.())}enableUpdating(e){}disconnectedCallback(){this._$EO?.forEach(e=>e.hostDisconnected?.())}attributeChangedCallback(e,t,n){this._$AK(e,n)}_$ET(e,t){let n=this.constructor.elementProperties.get(e),i=this.constructor._$Eu(e,n);if(i!==void 0&&n.reflect===!0){let s=(n.converter?.toAttribute!==void 0?n.converter:Ce).toAttribute(t,n.type);this._$Em=e,s==null?this.removeAttribute(i):this.setAttribute(i,s),this._$Em=null}}_$AK(e,t){let n=this.constructor,i=n._$Eh.get(e);if(i!==void 0&&this._$Em!==i){let s=n.getPropertyOptions(i),o=typeof s.converter=="function"?{fromAttribute:s.converter}:s.converter?.fromAttribute!==void 0?s.converter:Ce;this._$Em=i;let a=o.fromAttribute(t,s.type);this[i]=a??this._$Ej?.get(i)??a,this._$Em=null}}requestUpdate(e,t,n,i=!1,s){if(e!==void 0){let o=this.constructor;if(i===!1&&(s=this[e]),n??=o.getPropertyOptions(e),!((n.hasChanged??vt)(s,t)||n.useDefault&&n.reflect&&s===this._$Ej?.get(e)&&!this.hasAttribute(o._$Eu(e,n))))return;this.C(e,t,n)}this.isUpdatePending===!1&&(this._$ES=this._$EP())}C(e,t,{useDefault:n,reflect:i,wrapped:s},o){n&&!(this._$Ej??=new Map).has(e)&&(this._$Ej.set(e,o??t??this[e]),s!==!0||o!==void 0)||(this._$AL.has(e)||(this.hasUpdated||n||(t=void 0),this._$AL.set(e,t)),i===!0&&this._$Em!==e&&(this._$Eq??=new Set).add(e))}async _$EP(){this.isUpdatePending=!0;try{await this._$ES}catch(t){Promise.reject(t)}let e=this.scheduleUpdate();return e!=null&&await e,!this.isUpdatePending}scheduleUpdate(){return this.performUpdate()}performUpdate(){if(!this.isUpdatePending)return;if(!this.hasUpdated){if(this.renderRoot??=this.createRenderRoot(),this._$Ep){for(let[i,s]of this._$Ep)this[i]=s;this._$Ep=void 0}let n=this.constructor.elementProperties;if(n.size>0)for(let[i,s]of n){let{wrapped:o}=s,a=this[i];o!==!0||this._$AL.has(i)||a===void 0||this.C(i,void 0,s,a)}}let e=!1,t=this._$AL;try{e=this.shouldUpdate(t),e?(this.willUpdate(t),this._$EO?.forEach(n=>n.hostUpdate?.()),this.update(t)):this._$EM()}catch(n){throw e=!1,this._$EM(),n}e&&this._$AE(t)}willUpdate(e){}_$AE(e){this._$EO?.forEach(t=>t.hostUpdated?.()),this.hasUpdated||(this.hasUpdated=!0,this.firstUpdated(e)),this.updated(e)}_$EM(){this._$AL=new Map,this.isUpdatePending=!1}get updateComplete(){return this.getUpdateComplete()}getUpdateComplete(){return this._$ES}shouldUpdate(e){return!0}update(e){this._$Eq&&=this._$Eq.forEach(t=>this._$ET(t,this[t])),this._$EM()}updated(e){}firstUpdated(e){}};B.elementStyles=[],B.shadowRootOptions={mode:"open"},B[Le("elementProperties")]=new Map,B[Le("finalized")]=new Map,Fs?.({ReactiveElement:B}),(yt.reactiveElementVersions??=[]).push("2.1.2");var er=globalThis,an=r=>r,xt=er.trustedTypes,ln=xt?xt.createPolicy("lit-html",{createHTML:r=>r}):void 0,mn="$lit$",J=`lit$${Math.random().toFixed(9).slice(2)}$`,fn="?"+J,zs=`<${fn}>`,pe=document,Ie=()=>pe.createComment(""),De=r=>r===null||typeof r!="object"&&typeof r!="function",tr=Array.isArray,Us=r=>tr(r)||typeof r?.[Symbol.iterator]=="function",qt=`[ 	
\f\r]`,Oe=/<(?:(!--|\/[^a-zA-Z])|(\/?[a-zA-Z][^>\s]*)|(\/?$))/g,dn=/-->/g,cn=/>/g,de=RegExp(`>|${qt}(?:([^\\s"'>=/]+)(${qt}*=${qt}*(?:[^ 	
\f\r"'\`<>=]|("|')|))|$)`,"g"),pn=/'/g,un=/"/g,gn=/^(?:script|style|textarea|title)$/i,rr=r=>(e,...t)=>({_$litType$:r,strings:e,values:t}),p=rr(1),X=rr(2),Ya=rr(3),ue=Symbol.for("lit-noChange"),m=Symbol.for("lit-nothing"),hn=new WeakMap,ce=pe.createTreeWalker(pe,129);function bn(r,e){if(!tr(r)||!r.hasOwnProperty("raw"))throw Error("invalid template strings array");return ln!==void 0?ln.createHTML(e):e}var Ws=(r,e)=>{let t=r.length-1,n=[],i,s=e===2?"<svg>":e===3?"<math>":"",o=Oe;for(let a=0;a<t;a++){let l=r[a],d,c,u=-1,h=0;for(;h<l.length&&(o.lastIndex=h,c=o.exec(l),c!==null);)h=o.lastIndex,o===Oe?c[1]==="!--"?o=dn:c[1]!==void 0?o=cn:c[2]!==void 0?(gn.test(c[2])&&(i=RegExp("</"+c[2],"g")),o=de):c[3]!==void 0&&(o=de):o===de?c[0]===">"?(o=i??Oe,u=-1):c[1]===void 0?u=-2:(u=o.lastIndex-c[2].length,d=c[1],o=c[3]===void 0?de:c[3]==='"'?un:pn):o===un||o===pn?o=de:o===dn||o===cn?o=Oe:(o=de,i=void 0);let f=o===de&&r[a+1].startsWith("/>")?" ":"";s+=o===Oe?l+zs:u>=0?(n.push(d),l.slice(0,u)+mn+l.slice(u)+J+f):l+J+(u===-2?a:f)}return[bn(r,s+(r[t]||"<?>")+(e===2?"</svg>":e===3?"</math>":"")),n]},He=class r{constructor({strings:e,_$litType$:t},n){let i;this.parts=[];let s=0,o=0,a=e.length-1,l=this.parts,[d,c]=Ws(e,t);if(this.el=r.createElement(d,n),ce.currentNode=this.el.content,t===2||t===3){let u=this.el.content.firstChild;u.replaceWith(...u.childNodes)}for(;(i=ce.nextNode())!==null&&l.length<a;){if(i.nodeType===1){if(i.hasAttributes())for(let u of i.getAttributeNames())if(u.endsWith(mn)){let h=c[o++],f=i.getAttribute(u).split(J),g=/([.?@])?(.*)/.exec(h);l.push({type:1,index:s,name:g[2],strings:f,ctor:g[1]==="."?Yt:g[1]==="?"?Jt:g[1]==="@"?Xt:xe}),i.removeAttribute(u)}else u.startsWith(J)&&(l.push({type:6,index:s}),i.removeAttribute(u));if(gn.test(i.tagName)){let u=i.textContent.split(J),h=u.length-1;if(h>0){i.textContent=xt?xt.emptyScript:"";for(let f=0;f<h;f++)i.append(u[f],Ie()),ce.nextNode(),l.push({type:2,index:++s});i.append(u[h],Ie())}}}else if(i.nodeType===8)if(i.data===fn)l.push({type:2,index:s});else{let u=-1;for(;(u=i.data.indexOf(J,u+1))!==-1;)l.push({type:7,index:s}),u+=J.length-1}s++}}static createElement(e,t){let n=pe.createElement("template");return n.innerHTML=e,n}};function ve(r,e,t=r,n){if(e===ue)return e;let i=n!==void 0?t._$Co?.[n]:t._$Cl,s=De(e)?void 0:e._$litDirective$;return i?.constructor!==s&&(i?._$AO?.(!1),s===void 0?i=void 0:(i=new s(r),i._$AT(r,t,n)),n!==void 0?(t._$Co??=[])[n]=i:t._$Cl=i),i!==void 0&&(e=ve(r,i._$AS(r,e.values),i,n)),e}var Zt=class{constructor(e,t){this._$AV=[],this._$AN=void 0,this._$AD=e,this._$AM=t}get parentNode(){return this._$AM.parentNode}get _$AU(){return this._$AM._$AU}u(e){let{el:{content:t},parts:n}=this._$AD,i=(e?.creationScope??pe).importNode(t,!0);ce.currentNode=i;let s=ce.nextNode(),o=0,a=0,l=n[0];for(;l!==void 0;){if(o===l.index){let d;l.type===2?d=new Fe(s,s.nextSibling,this,e):l.type===1?d=new l.ctor(s,l.name,l.strings,this,e):l.type===6&&(d=new Qt(s,this,e)),this._$AV.push(d),l=n[++a]}o!==l?.index&&(s=ce.nextNode(),o++)}return ce.currentNode=pe,i}p(e){let t=0;for(let n of this._$AV)n!==void 0&&(n.strings!==void 0?(n._$AI(e,n,t),t+=n.strings.length-2):n._$AI(e[t])),t++}},Fe=class r{get _$AU(){return this._$AM?._$AU??this._$Cv}constructor(e,t,n,i){this.type=2,this._$AH=m,this._$AN=void 0,this._$AA=e,this._$AB=t,this._$AM=n,this.options=i,this._$Cv=i?.isConnected??!0}get parentNode(){let e=this._$AA.parentNode,t=this._$AM;return t!==void 0&&e?.nodeType===11&&(e=t.parentNode),e}get startNode(){return this._$AA}get endNode(){return this._$AB}_$AI(e,t=this){e=ve(this,e,t),De(e)?e===m||e==null||e===""?(this._$AH!==m&&this._$AR(),this._$AH=m):e!==this._$AH&&e!==ue&&this._(e):e._$litType$!==void 0?this.$(e):e.nodeType!==void 0?this.T(e):Us(e)?this.k(e):this._(e)}O(e){return this._$AA.parentNode.insertBefore(e,this._$AB)}T(e){this._$AH!==e&&(this._$AR(),this._$AH=this.O(e))}_(e){this._$AH!==m&&De(this._$AH)?this._$AA.nextSibling.data=e:this.T(pe.createTextNode(e)),this._$AH=e}$(e){let{values:t,_$litType$:n}=e,i=typeof n=="number"?this._$AC(e):(n.el===void 0&&(n.el=He.createElement(bn(n.h,n.h[0]),this.options)),n);if(this._$AH?._$AD===i)this._$AH.p(t);else{let s=new Zt(i,this),o=s.u(this.options);s.p(t),this.T(o),this._$AH=s}}_$AC(e){let t=hn.get(e.strings);return t===void 0&&hn.set(e.strings,t=new He(e)),t}k(e){tr(this._$AH)||(this._$AH=[],this._$AR());let t=this._$AH,n,i=0;for(let s of e)i===t.length?t.push(n=new r(this.O(Ie()),this.O(Ie()),this,this.options)):n=t[i],n._$AI(s),i++;i<t.length&&(this._$AR(n&&n._$AB.nextSibling,i),t.length=i)}_$AR(e=this._$AA.nextSibling,t){for(this._$AP?.(!1,!0,t);e!==this._$AB;){let n=an(e).nextSibling;an(e).remove(),e=n}}setConnected(e){this._$AM===void 0&&(this._$Cv=e,this._$AP?.(e))}},xe=class{get tagName(){return this.element.tagName}get _$AU(){return this._$AM._$AU}constructor(e,t,n,i,s){this.type=1,this._$AH=m,this._$AN=void 0,this.element=e,this.name=t,this._$AM=i,this.options=s,n.length>2||n[0]!==""||n[1]!==""?(this._$AH=Array(n.length-1).fill(new String),this.strings=n):this._$AH=m}_$AI(e,t=this,n,i){let s=this.strings,o=!1;if(s===void 0)e=ve(this,e,t,0),o=!De(e)||e!==this._$AH&&e!==ue,o&&(this._$AH=e);else{let a=e,l,d;for(e=s[0],l=0;l<s.length-1;l++)d=ve(this,a[n+l],t,l),d===ue&&(d=this._$AH[l]),o||=!De(d)||d!==this._$AH[l],d===m?e=m:e!==m&&(e+=(d??"")+s[l+1]),this._$AH[l]=d}o&&!i&&this.j(e)}j(e){e===m?this.element.removeAttribute(this.name):this.element.setAttribute(this.name,e??"")}},Yt=class extends xe{constructor(){super(...arguments),this.type=3}j(e){this.element[this.name]=e===m?void 0:e}},Jt=class extends xe{constructor(){super(...arguments),this.type=4}j(e){this.element.toggleAttribute(this.name,!!e&&e!==m)}},Xt=class extends xe{constructor(e,t,n,i,s){super(e,t,n,i,s),this.type=5}_$AI(e,t=this){if((e=ve(this,e,t,0)??m)===ue)return;let n=this._$AH,i=e===m&&n!==m||e.capture!==n.capture||e.once!==n.once||e.passive!==n.passive,s=e!==m&&(n===m||i);i&&this.element.removeEventListener(this.name,this,n),s&&this.element.addEventListener(this.name,this,e),this._$AH=e}handleEvent(e){typeof this._$AH=="function"?this._$AH.call(this.options?.host??this.element,e):this._$AH.handleEvent(e)}},Qt=class{constructor(e,t,n){this.element=e,this.type=6,this._$AN=void 0,this._$AM=t,this.options=n}get _$AU(){return this._$AM._$AU}_$AI(e){ve(this,e)}};var Ks=er.litHtmlPolyfillSupport;Ks?.(He,Fe),(er.litHtmlVersions??=[]).push("3.3.3");var yn=(r,e,t)=>{let n=t?.renderBefore??e,i=n._$litPart$;if(i===void 0){let s=t?.renderBefore??null;n._$litPart$=i=new Fe(e.insertBefore(Ie(),s),s,void 0,t??{})}return i._$AI(r),i};var nr=globalThis,Q=class extends B{constructor(){super(...arguments),this.renderOptions={host:this},this._$Do=void 0}createRenderRoot(){let e=super.createRenderRoot();return this.renderOptions.renderBefore??=e.firstChild,e}update(e){let t=this.render();this.hasUpdated||(this.renderOptions.isConnected=this.isConnected),super.update(e),this._$Do=yn(t,this.renderRoot,this.renderOptions)}connectedCallback(){super.connectedCallback(),this._$Do?.setConnected(!0)}disconnectedCallback(){super.disconnectedCallback(),this._$Do?.setConnected(!1)}render(){return ue}};Q._$litElement$=!0,Q.finalized=!0,nr.litElementHydrateSupport?.({LitElement:Q});var js=nr.litElementPolyfillSupport;js?.({LitElement:Q});(nr.litElementVersions??=[]).push("4.2.2");var R=r=>(e,t)=>{t!==void 0?t.addInitializer(()=>{customElements.define(r,e)}):customElements.define(r,e)};var Bs={attribute:!0,type:String,converter:Ce,reflect:!1,hasChanged:vt},Vs=(r=Bs,e,t)=>{let{kind:n,metadata:i}=t,s=globalThis.litPropertyMetadata.get(i);if(s===void 0&&globalThis.litPropertyMetadata.set(i,s=new Map),n==="setter"&&((r=Object.create(r)).wrapped=!0),s.set(t.name,r),n==="accessor"){let{name:o}=t;return{set(a){let l=e.get.call(this);e.set.call(this,a),this.requestUpdate(o,l,r,!0,a)},init(a){return a!==void 0&&this.C(o,void 0,r,a),a}}}if(n==="setter"){let{name:o}=t;return function(a){let l=this[o];e.call(this,a),this.requestUpdate(o,l,r,!0,a)}}throw Error("Unsupported decorator location: "+n)};function v(r){return(e,t)=>typeof t=="object"?Vs(r,e,t):((n,i,s)=>{let o=i.hasOwnProperty(s);return i.constructor.createProperty(s,n),o?Object.getOwnPropertyDescriptor(i,s):void 0})(r,e,t)}function M(r){return v({...r,state:!0,attribute:!1})}var ee=(r,e,t)=>(t.configurable=!0,t.enumerable=!0,Reflect.decorate&&typeof e!="object"&&Object.defineProperty(r,e,t),t);function we(r,e){return(t,n,i)=>{let s=o=>o.renderRoot?.querySelector(r)??null;if(e){let{get:o,set:a}=typeof n=="object"?t:i??(()=>{let l=Symbol();return{get(){return this[l]},set(d){this[l]=d}}})();return ee(t,n,{get(){let l=o.call(this);return l===void 0&&(l=s(this),(l!==null||this.hasUpdated)&&a.call(this,l)),l}})}return ee(t,n,{get(){return s(this)}})}}var Gs;function vn(r){return(e,t)=>ee(e,t,{get(){return(this.renderRoot??(Gs??=document.createDocumentFragment())).querySelectorAll(r)}})}var ir=new Intl.NumberFormat("en-US"),qs=new Intl.NumberFormat("en-US",{maximumSignificantDigits:6});function k(r,e=6){if(r===null)return"–";if(Number.isNaN(r))return"NaN";if(!Number.isFinite(r))return r>0?"infinity":"-infinity";let[t,n]=Zs(r,e);return n<-4||n>=e?`${Number(t)}e${n}`:String(+`${t}e${n}`)}function Zs(r,e){let[t,n]=r.toExponential(e-1).split("e"),[i,s]=r.toExponential(100).split("e"),o=i.slice(0,t.length);return/^\.?50*$/.test(i.slice(t.length))&&/[02468]$/.test(o)?[o,Number(s)]:[t,Number(n)]}function wt(r,e){for(let t of[3,4,5]){let n=[k(r,t),k(e,t)];if(n[0]!==n[1])return n}return[k(r),k(e)]}function x(r){return r===null?"–":(Number.isInteger(r)?ir:qs).format(r)}function xn(r){if(Number.isNaN(r))return"NaN %";if(!Number.isFinite(r))return"more than 10^308 %";let e=k(100*r,3);return`${Math.abs(r)>=1?ir.format(Number(e)):e} %`}var ze=20,Ys=1e-6;function sr(r){return r>ze?`over ${xn(ze)}`:r>0&&r<Ys?"below 0.0001 %":xn(r)}var Js=3;function he(r,e,t){let n=(r??NaN)/(e??NaN);return!(n>=Js)||n===1/0?or(t):n>Xs?"more than a million times too high":`${Qs(n)} times too high`}var Xs=1e6;function Qs(r){return ir.format(Number(k(r,r<100?2:3)))}function or(r){if(r===null)return"–";let e=r>0?"+":r<0?"-":"";return sr(Math.abs(r)).replace(/^(over )?(?=\d)/,`$1${e}`)}function wn(r){let e=Math.max(...r.map(Math.abs)),t=r.length>1?Math.abs(r[1]-r[0]):e,n=-Math.floor(Math.log10(t)+1e-9);return e>=1e-4&&e<1e6&&n<=8?r.map(i=>String(Number(i.toFixed(Math.max(0,n+1))))):r.map(i=>{let s=Math.floor(Math.log10(Math.abs(i)))+n+2;return k(i,Math.min(12,Math.max(1,s)))})}function C(r,e,t=`${e}s`){return`${x(r)} ${r===1?e:t}`}var $e=60,ar=60*$e,$n=24*ar;function Sn(r){let e=Math.max(0,Math.round(r/1e3));return e<$e?`${e} s ago`:e<ar?`${Math.floor(e/$e)} min ago`:e<2*$n?`${Math.floor(e/ar)} h ago`:`${x(Math.floor(e/$n))} days ago`}function lr(r){let e=new Date(r);return[e.getHours(),e.getMinutes(),e.getSeconds()].map(t=>String(t).padStart(2,"0")).join(":")}function Se(r,e=1){let t=new Date(r*1e3),n=[t.getFullYear(),t.getMonth()+1,t.getDate()],i=lr(r*1e3),s=e<1?String(t.getMilliseconds()/1e3).slice(1):"";return`${n.map(o=>String(o).padStart(2,"0")).join("-")} ${e<$e?i+s:i.slice(0,5)}`}function kn(r){let e=Math.floor(r/$e),t=Number((r-e*$e).toFixed(1)),n=i=>i<10?`0${i}`:`${i}`;return e<60?`${e}:${n(t)}`:`${Math.floor(e/60)}:${n(e%60)}:${n(t)}`}var Rn=w` :host{display:flex;flex-direction:column;height:100vh;background:var(--lr-surface);}main,.page{flex:1;display:flex;min-height:0;}main{flex-direction:column;}.list{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}lr-series-grid{flex:1;}.selected .list{flex:none;width:clamp(280px,var(--lr-list-width,29vw),60vw);}lr-divider{flex:none;}.detail{flex:1;display:flex;flex-direction:column;min-width:0;min-height:0;}.panes{flex:1;display:grid;grid-template:minmax(0,1fr) / minmax(0,1fr) clamp(320px,27vw,560px);min-height:0;}.middle{display:flex;flex-direction:column;min-width:0;overflow-y:auto;}lr-chart-panel{flex:1;}.side{border-left:1px solid var(--lr-border);background:var(--lr-surface-side);overflow-y:auto;}.skip:not(:focus){position:absolute;width:1px;min-height:0;height:1px;overflow:hidden;clip-path:inset(50%);}.skip{align-self:flex-start;margin:6px 14px;}.waiting{padding:72px 24px;color:var(--lr-text-muted);text-align:center;}.none{padding:24px 18px;}.none button{margin-top:10px;}.strip{display:flex;align-items:center;gap:12px;border-bottom:1px solid var(--lr-border);padding:6px 14px;background:var(--lr-surface-error);font-size:13px;}.strip span{flex:1;}@media (max-width:1150px){.panes{display:flex;flex-direction:column;overflow-y:auto;}.side{display:contents;}.middle{flex:none;overflow:visible;}lr-verdict{order:-1;}lr-diagnosis{flex:none;border-top:1px solid var(--lr-border);background:var(--lr-surface-side);}.trying .middle{position:sticky;top:0;z-index:1;max-height:45vh;overflow-y:auto;border-bottom:1px solid var(--lr-border);background:var(--lr-surface);}}@media (max-width:860px){.selected .list,lr-divider{display:none;}}`;var S=class extends Q{performUpdate(){try{super.performUpdate()}catch(e){console.error(e),this.renderRoot.textContent=`This part of the page failed: ${K(e)}`}}emit(e,t){this.dispatchEvent(new CustomEvent(e,{detail:t,bubbles:!0,composed:!0}))}};var me=16,En=58,Tn=20,$t=24;function An(r,e,t,n,i,s){let o=document.createElement("canvas"),a=o.getContext("2d"),l=Math.max(...r.map(g=>g.width))/e,d=r.reduce((g,y)=>g+y.height,0)/e;a.font=`12px ${Z}`;let c=eo(i.map(({name:g})=>a.measureText(g).width),l),u=En+(c[c.length-1].row+1)*Tn;o.width=(l+2*me)*e,o.height=(d+u+me)*e,a.scale(e,e),a.fillStyle=s.surface,a.fillRect(0,0,o.width,o.height);let h=(g,y,$,T,E)=>{a.font=`${y} ${Z}`,a.fillStyle=$,a.fillText(g,T,E,Math.max(1,l-T+me))};h(t,"500 15px",s.foreground,me,26),h(n,"13px",s.text,me,46),i.forEach(({name:g,colour:y,dash:$=[],isArea:T},E)=>{let{left:W,row:P}=c[E],[N,ie]=[me+W,En+P*Tn];a.strokeStyle=a.fillStyle=y,a.lineWidth=2,a.setLineDash([...$]),T?a.fillRect(N,ie+1,$t,12):(a.beginPath(),a.moveTo(N,ie+7),a.lineTo(N+$t,ie+7),a.stroke()),h(g,"12px",s.foreground,N+$t+7,ie+11)});let f=u;for(let g of r)a.drawImage(g,me,f,g.width/e,g.height/e),f+=g.height/e;return new Promise((g,y)=>{o.toBlob($=>$?g($):y(new Error("The picture could not be made.")))})}function eo(r,e){let[t,n]=[0,0];return r.map(i=>{let s=$t+7+i;t>0&&t+s>e&&([t,n]=[0,n+1]);let o={left:t,row:n};return t+=s+18,o})}function Pn(r,e){let t=r.step[0],n=r.step[r.step.length-1];if(t===void 0||n===void 0||n<=t)return r;let i=(n-t)/e,s={step:[],value:[]};for(let o=0;o<r.step.length;o++){let a=r.step[o],l=r.value[o],d=r.step[o-1]??a,c=r.value[o-1]??l,u=l===c?1:Math.ceil((a-d)/i);for(let h=1;h<u;h++)s.step.push(d+(a-d)*h/u),s.value.push(c+(l-c)*h/u);s.step.push(a),s.value.push(l)}return s}var to={optimizer:"The rate the optimizer used.",schedule:"The schedule function’s output; the optimizer may apply another rate.",window_mean:"The mean rate over the steps since the point before.",unknown:"Not known: the optimizer’s rate, or only what the schedule asked for."};function St({measures:r}){return to[r]}function V(r){return r.replace(/(ch|sh|x)es$/,"$1").replace(/s$/,"")}function kt({done:r,total:e}){return e>0?`Still reading: ${x(r)} of ${x(e)} series…`:"Still looking for series…"}function Ue({where:r,lines:e=[]}){let[t,n]=e;return t===void 0?r:n===void 0||n===t?`${r}, line ${x(t)}`:`${r}, lines ${x(t)}–${x(n)}`}var ro={time_scale:r=>({name:"pace",text:`${r} times the schedule’s`}),value_scale:r=>({name:"size",text:`${r} times the schedule’s`}),step_offset:r=>({name:"displaced by",text:`${r} steps`}),variant:r=>({name:"what it follows",text:r.replaceAll("_"," ")})};function Rt({evidence_rows:r,comparison_rows:e,next_change_text:t}){let n=t?[{name:"next change",text:t}]:[];return[...r,...e,...n].map(i=>ro[i.name]?.(i.text)??i)}function dr({disagreements:r}){return r.map(({first:e,last:t})=>({min:e,max:t}))}function Mn(r){let{run:e,tag:t,steps:n,unit:i,logged:s,expected:o,marks:a}=r,l=dr(r);return`${[`Learning rate of run ${e}, tag ${t}, over ${i} ${x(n.first)} to ${x(n.last)}`,`Logged: ${k(s.first)} at first, ${k(s.last)} at last`,r.curve?`Expected: ${k(o.first)} at first, ${k(o.last)} at last`:"No expected curve",...l.length>0?[no(l,n.last,i)]:[],...a.length>0?[`Marked: ${a.map(Et).join("; ")}`]:[]].join(". ")}.`}function no(r,e,t){let[n,i]=[r[0].min,r[r.length-1].max],s=`from ${V(t)} ${x(n)}`;return r.length>1?`The two disagree in ${r.length} stretches ${s} to ${x(i)}`:`The two disagree ${s} ${i===e?"on":`to ${x(i)}`}`}function Et(r){return`${r.label} ${x(r.step)}`}function _n(r,e){let t=r.filter(n=>n.x>e.max);return t.length>0?`Beyond this view: ${t.map(Et).join(", ")}`:null}function Nn(r){let{time_scale:e,step_offset:t,value_scale:n,variant:i}=r;if(i)return`followed ${i.replaceAll("_"," ")}`;let s=l=>l===1?"":`${k(l)} `,o=t===0?"":` ${t<0?"−":"+"} ${x(Math.abs(t))}`,a=`${s(e)}s${o}`;return a==="s"&&n===1?"followed":`followed ${s(n)}lr(${a})`}function cr({step:r,time:e,elapsed:t},n,i){let s=n==="wall"&&e!==null?Se(e):n==="relative"&&t!==null?kn(t):null;return`${V(i)} ${x(r)}${s?`, ${s}`:""}`}function Ln(r,e,t){let n=[cr(r,e,t)];return r.logged!==null&&n.push(`logged ${k(r.logged)}`),r.expected!==null&&n.push(`expected ${k(r.expected)}`),r.error!==null&&n.push(`error ${he(r.logged,r.expected,r.error)}`),n.join(", ")}function Tt(r){let e=new Float64Array(r);for(let t=0;t<e.length;t++)Number.isFinite(e[t])||(e[t]=NaN);return e}function z(r,e){let t=0,n=r.length;for(;t<n;){let i=t+n>>1;r[i]>e?n=i:t=i+1}return t}function At(r,e){let t=z(r,e),n=r[t],i=r[t-1];return n===void 0||i===void 0?n===void 0?t-1:t:n-e<e-i?t:t-1}function fe(r,e,t){let n=z(r,t),[i,s]=[r[n-1]??NaN,r[n]??NaN],[o,a]=[e[n-1]??NaN,e[n]??NaN];return i===t?o:o+(a-o)*(t-i)/(s-i)}function On(r,e){let{step:t,wall_time:n}=r.points,i=new Float64Array(t);if(e==="step"||t.length===0)return{places:i,at:l=>l,stepAt:l=>l};let s=e==="relative"?n[0]:0,o=-1/0;for(let l=0;l<t.length;l++)o=Math.max(o,n[l]-s),i[l]=o;let a=io(r,o-i[0]);return{places:i,at:l=>Cn(t,i,l,a),stepAt:l=>Cn(i,t,l,1/a)}}function io({points:{step:r},next_change:e},t){let n=r[0],i=r[r.length-1],s=(e?.step??i)-i,o=(e?.eta_seconds??NaN)/s;return s>0&&o>0?o:t>0&&i>n?t/(i-n):1}function Cn(r,e,t,n){let i=z(r,t),s=r.length-1;if(i===0)return e[0]-(r[0]-t)*n;if(i>s)return e[s]+(t-r[s])*n;let[o,a]=[r[i-1],r[i]],[l,d]=[e[i-1],e[i]];return l+(d-l)*(t-o)/(a-o)}var so=500;function In(r,e,t=null){let{points:n,curve:i,explained:s,inferred_curve:o,marks:a}=r,l=On(r,e),d=u=>({x:oo(u.step,h=>l.at(h)),y:Tt(u.value)}),c=u=>u&&d(Pn(u,so));return{diagnosis:r,timeline:l,edited:t,lines:{logged:{x:l.places,y:Tt(n.value)},expected:c(i),explained:s&&d(s),inferred:c(o),edited:c(t)},error:n.error&&{x:l.places,y:Tt(n.error)},marks:a.map(u=>({...u,x:l.at(u.step)})),spans:dr(r).map(({min:u,max:h})=>({min:l.at(u),max:l.at(h)}))}}function Pt(r,e){return r.filter(({diagnosis:t})=>!e.has(t.key)).flatMap(({lines:t})=>oe.flatMap(n=>e.has(n)?[]:t[n]??[]))}function We(r,e){let{points:t,curve:n,explained:i,inferred_curve:s}=r.diagnosis,o=pr(t,e)?-1:At(t.step,e),a=t.step[o]??e,l=t.wall_time[o]??null,d=r.error?.y[o]??NaN,c=u=>{let h=u?fe(u.step,u.value,a):NaN;return Number.isNaN(h)?null:h};return{step:a,time:l,elapsed:l===null?null:l-(t.wall_time[0]??l),logged:t.value[o]??null,expected:t.expected?.[o]??c(n),error:Number.isNaN(d)?null:d,explained:c(i),inferred:c(s),edited:c(r.edited)}}function Ke({diagnosis:r,timeline:e},t){let{step:n}=r.points,i=e.stepAt(t);return pr({step:n},i)?Math.round(i):n[At(e.places,t)]??0}function Dn(r,{step:e},t){let n=e.length-1,i=t===null||pr({step:e},t)?n+1:At(e,t),s=Math.ceil(e.length/20),a={ArrowLeft:i-1,ArrowRight:i+1,PageUp:i-s,PageDown:i+s,Home:0,End:n}[r];return a===void 0?null:e[Math.min(n,Math.max(0,a))]??null}function pr({step:r},e){return e>(r[r.length-1]??-1/0)}function oo(r,e){let t=new Float64Array(r.length);for(let n=0;n<t.length;n++)t[n]=e(r[n]);return t}var ao=.15,lo=20,co=1e8,Hn=1e-6,Fn=.06,po=.001;function zn(r){let e=r.map(uo);return{min:Math.min(...e.map(t=>t.min)),max:Math.max(...e.map(t=>t.max))}}function uo({lines:r,marks:e}){let t=r.logged.x,n=r.expected?.x??[],i=[...e.map(c=>c.x),...n.slice(-1)],s=t[0]??n[0]??0,o=t[t.length-1]??s;if(o===s){let c=Math.max(s,...i);return c>s?{min:s,max:c}:{min:s-1,max:s+1}}let a=o+ao*(o-s),l=Math.min(a,n[n.length-1]??o),d=r.edited?.x.slice(-1)??[];return{min:s,max:Math.max(o,l,...d,...i.filter(c=>c<=a))}}function je(r,e,t=-1/0){let[n,i]=[1/0,-1/0],s=a=>{a<n&&a>t&&(n=a),a>i&&a>t&&(i=a)};for(let{x:a,y:l}of r){s(fe(a,l,e.min)),s(fe(a,l,e.max));let d=z(a,e.max);for(let c=z(a,e.min);c<d;c++)s(l[c])}return n<=i?{min:n,max:i}:e.min===-1/0?null:je(r,{min:-1/0,max:1/0},t)}function Un(r,e){let t=je(r,e);return t&&t.min>0&&t.max/t.min>lo?"log":"linear"}function Wn(r,e){return r?e==="log"?mo(r):ho(r):e==="log"?{min:1e-4,max:.01}:{min:0,max:1}}function ho({min:r,max:e}){let t=Math.max(Math.abs(r),Math.abs(e));if(t===0)return{min:-1,max:1};if(e-r<=Hn*t){let s=(r+e)/2;return s>0?{min:0,max:2*s}:{min:2*s,max:0}}let n=Fn*(e-r);return{min:r>=0&&r-n<0?-n/3:r-n,max:e+n}}function mo({min:r,max:e}){let t=Math.max(r,e/co);if(e-t<=Hn*e)return{min:e/4,max:e*4};let n=Math.pow(e/t,Fn);return{min:t/n,max:e*n}}function Kn(r){let e=Math.max(-ze,Math.min(0,r?.min??0)),t=Math.min(ze,Math.max(0,r?.max??0)),n=Math.max(.12*(t-e),po-(t-e)/2);return{min:e-n,max:t+n}}function fo(r){return r==="log"?[Math.log10,e=>10**e]:[e=>e,e=>e]}function ke({min:r,max:e},t,n,i="linear"){let[s,o]=fo(i),a=s(t);return{min:o(a+(s(r)-a)*n),max:o(a+(s(e)-a)*n)}}function jn(r,e,t){let n=Math.max(e.max-e.min,Math.min(t,r.max-r.min));if(n>=r.max-r.min)return null;let i=Math.min(Math.max(e.min,r.min),r.max-n);return{min:i,max:i+n}}function Bn({min:r,max:e},t){let n=(e-r)/10,i=t<r?t-n-r:t>e?t+n-e:0;return{min:r+i,max:e+i}}function Vn({view:r,scale:e,isFull:t,change:n,reset:i,toggleFull:s}){let{axis:o,zoom:a,valueZoom:l,arrangement:d,compared:c,table:u}=r,h=(g,y,$,T,E="")=>p`<button
type="button"
data-testid=${g}
aria-pressed=${$}
title=${E||m}
@click=${T}
>
${y}
</button>`,f=g=>()=>n(g);return p`<div class="controls" role="group" aria-label="Chart">
<div class="segments" role="group" aria-label="Horizontal axis">
${h("axis-step","Step",o==="step",f({axis:"step"}))}
${h("axis-relative","Relative",o==="relative",f({axis:"relative"}))}
${h("axis-wall","Wall",o==="wall",f({axis:"wall"}))}
</div>
<div class="segments" role="group" aria-label="Scale of the value axis">
${h("scale-linear","Linear",e==="linear",f({scale:"linear"}))}
${h("scale-log","Log",e==="log",f({scale:"log"}))}
</div>
${c.length>0?p`<div class="segments" role="group" aria-label="Compared series">
${h("overlay","One chart",d==="overlay",f({arrangement:"overlay"}))}
${h("multiples","One each",d!=="overlay",f({arrangement:"multiples"}))}
</div>`:m}
${h("table","Table",u,f({table:!u}))}
${h("full","Full screen",t,s,"The chart alone (f); Escape leads back")}
<button
type="button"
data-testid="reset-zoom"
title="Double click, or 0. Drag to zoom (with Shift in both directions), or turn the wheel with Ctrl or Alt (and Shift for the values)."
?disabled=${a===null&&l===null}
@click=${i}
>
Reset zoom
</button>
</div>`}var Gn="Show or hide; with Alt alone";function ur(r,{diagnosis:e}){return r==="explained"?Nn(e.evidence):r}function qn(r,e,t,n,i,s){let{diagnosis:o,spans:a,lines:l,error:d}=r,c=(u,h,f="")=>l[u]?p`<button
type="button"
data-testid=${h}
title="${f&&`${f}. `}${Gn}"
aria-pressed=${!n.has(u)}
@click=${g=>s(u,g)}
>
<i
class="line ${u}"
style=${i&&(u==="logged"||u==="expected")?`border-color: ${i}`:m}
></i
>${ur(u,r)} <b class="rate">${k(e[u])}</b>
</button>`:m;return p`<div class="legend" data-testid="legend">
<span class="step ${t}">${cr(e,t,o.unit)}</span>
${c("logged","logged")}
${l.expected?c("expected","expected"):p`<span class="muted">no expected curve</span>`}
${c("edited","edited-legend")}
${d?p`<span data-testid="error"
>error
<b class="error">${he(e.logged,e.expected,e.error)}</b></span
>`:m}
${c("explained","line-explained","What the run followed instead")}
${c("inferred","line-inferred","The schedule that the points themselves describe")}
${a.length>0?p`<span><i class="area"></i>disagree</span>`:m}
</div>`}function Zn(r,e,t){return r.length<2?m:p`<div class="compared-series" tabindex="0" role="region" aria-label="Compared series">
<table>
<thead>
<tr>
${["series","logged","expected","error"].map(n=>p`<th scope="col">${n}</th>`)}
<th><span class="unseen">remove</span></th>
</tr>
</thead>
<tbody>
${r.map(n=>go(n,e,t))}
</tbody>
</table>
</div>`}function go({plotted:r,readout:e,colour:t,remove:n},i,s){let{run:o,tag:a,key:l}=r.diagnosis;return p`<tr data-testid=${n?"compared":"compared-with"}>
<th scope="row">
<button
type="button"
title="${o} ${a}. ${Gn}"
aria-pressed=${!i.has(l)}
@click=${d=>s(l,d)}
>
<i class="line" style=${t?`border-color: ${t}`:m}></i><bdi>${o}</bdi>
<bdi class="muted">${a}</bdi>
</button>
</th>
<td><span class="unseen">logged</span> ${k(e.logged)}</td>
<td><span class="unseen">expected</span> ${k(e.expected)}</td>
<td>${he(e.logged,e.expected,e.error)}</td>
<td>
${n?p`<button type="button" aria-label="Compare no longer with ${o} ${a}" @click=${n}>
✕
</button>`:m}
</td>
</tr>`}var Yn=w` :host{display:flex;flex-direction:column;gap:10px;min-width:0;padding:14px 18px;}.controls{display:flex;flex-wrap:wrap;gap:8px;}.segments{display:flex;}.segments button{border-radius:0;}.segments button:first-child{border-radius:4px 0 0 4px;}.segments button:last-child{border-radius:0 4px 4px 0;}.segments button + button{margin-left:-1px;}:host([full]){position:fixed;z-index:5;inset:0;background:var(--lr-surface);overflow-y:auto;}:host([full]) .charts{max-height:none;}.controls [aria-pressed='true']{position:relative;border-color:var(--lr-border-strong);background:var(--lr-surface-code);font-weight:500;}.legends{display:grid;gap:4px;}.legend{display:flex;flex-wrap:wrap;gap:2px 18px;font-size:13px;font-variant-numeric:tabular-nums;}.legend b{font-weight:500;}.legend button,.compared-series button{border:none;padding:0 4px;margin:-1px -4px;min-height:24px;}[aria-pressed='false'] .line{opacity:0.3;}.legend [aria-pressed='false'],.compared-series [aria-pressed='false']{color:var(--lr-text-muted);text-decoration:line-through;}.legend b{display:inline-block;text-align:left;white-space:nowrap;}.legend .rate{min-width:74px;}.legend .error{min-width:136px;}.legend .step{min-width:100px;color:var(--lr-text-muted);}.legend .step.relative{min-width:150px;}.legend .step.wall{min-width:230px;}.compared-series{max-height:172px;overflow-y:auto;font-size:13px;font-variant-numeric:tabular-nums;}.compared-series table{table-layout:fixed;width:100%;border-collapse:collapse;}.compared-series th,.compared-series td{height:24px;padding:0 8px 0 0;font-weight:400;text-align:left;white-space:nowrap;overflow:hidden;text-overflow:ellipsis;}.compared-series thead th{position:sticky;top:0;background:var(--lr-surface);color:var(--lr-text-muted);font-size:12px;}.compared-series th:first-child button{max-width:100%;margin:0;overflow:hidden;text-overflow:ellipsis;}.compared-series th:nth-child(2),.compared-series th:nth-child(3){width:92px;}.compared-series th:nth-child(4){width:142px;}.compared-series th:nth-child(5){width:40px;}.line{display:inline-block;width:24px;margin-right:7px;border-top:2px solid var(--lr-logged);vertical-align:middle;}.line.expected{border-top:2px dashed var(--lr-expected);}.line.edited{border-top:2px dotted var(--lr-edited);}.line.explained{border-top:2px dotted var(--lr-ok);}.line.inferred{border-top:1px dotted var(--lr-text);}.area{display:inline-block;width:14px;height:12px;margin-right:7px;background:var(--lr-disagree);outline:1px solid color-mix(in srgb,var(--lr-error) 40%,transparent);vertical-align:-1px;}.charts{flex:1;display:grid;gap:12px;min-height:340px;max-height:720px;}.charts.multiples{grid-template-columns:repeat(auto-fit,minmax(min(100%,360px),1fr));max-height:none;}figure{display:flex;flex-direction:column;min-width:0;margin:0;}figcaption{font-size:13px;overflow-wrap:anywhere;}lr-chart{flex:1;min-height:240px;}.multiples lr-chart{min-height:320px;}footer{display:flex;flex-wrap:wrap;justify-content:space-between;gap:2px 20px;color:var(--lr-text-muted);font-size:12px;}.beyond{flex-basis:100%;}`;function Jn(r,e){let t=[];return[...r].sort((n,i)=>i.at-n.at).map(n=>{let i=Math.max(0,Math.min(n.at,e-n.width)),s=0;for(;(t[s]??1/0)-8<i+n.width;)s++;return t[s]=i,{...n,left:i,row:s}})}function Xn(r,e){let t=new Map,n=[];for(let i of[...r].sort((s,o)=>s.at-o.at)){let s=t.get(i.label);if(s?.[0]&&i.at-s[0].at<e){s.push(i);continue}let o=[i];t.set(i.label,o),n.push(o)}return n}var Mt=class{constructor(e,t,n){this.placeAt=e;this.valueAt=t;this.events=n;this.node=Be("plot-area");this.selection=Be("selection");this.dragged=null;this.fingers=new Map;this.size={left:0,top:0,width:0,height:0};let{node:i}=this;this.selection.hidden=!0,i.append(this.selection),i.addEventListener("pointerdown",s=>{s.button===0&&(i.setPointerCapture(s.pointerId),this.fingers.set(s.pointerId,this.pointOf(s)),this.dragged=this.fingers.size===1?this.pointOf(s):null,this.select(null))}),i.addEventListener("pointermove",s=>{let o=this.pointOf(s);this.pinch(s.pointerId,o)||(n.onPoint(e(o.left),o.top),this.select(this.draggedBox(s)))}),i.addEventListener("pointerup",s=>this.drop(s)),i.addEventListener("pointercancel",s=>this.endDrag(s)),i.addEventListener("pointerleave",()=>n.onPoint(null,0)),i.addEventListener("dblclick",()=>n.onReset()),i.addEventListener("wheel",s=>this.turn(s),{passive:!1})}cover(e){this.size=e,Qn(this.node,e)}pointOf(e){let{left:t,top:n}=this.node.getBoundingClientRect();return{left:Math.min(this.size.width,Math.max(0,e.clientX-t)),top:Math.min(this.size.height,Math.max(0,e.clientY-n))}}draggedBox(e){if(!this.dragged)return null;let{left:t,top:n}=this.pointOf(e),i=this.dragged,s=Math.abs(t-i.left);if(s<5)return null;let o=e.shiftKey?{top:Math.min(n,i.top),height:Math.abs(n-i.top)}:{top:0,height:this.size.height};return{left:Math.min(t,i.left),width:s,...o}}select(e){this.selection.hidden=!e,e&&Qn(this.selection,e)}pinch(e,t){let n=this.fingers.get(e),i=[...this.fingers].find(([a])=>a!==e)?.[1];if(!n||!i)return!1;this.fingers.set(e,t);let[s,o]=[n,t].map(({left:a})=>Math.max(1,Math.abs(a-i.left)));return s!==o&&this.events.onZoom(this.placeAt((t.left+i.left)/2),null,s/o),!0}drop(e){let[t,n]=[this.draggedBox(e),this.dragged];if(this.endDrag(e),!n)return;if(!t)return this.events.onClick(this.placeAt(n.left));let{left:i,top:s,width:o,height:a}=t,l=e.shiftKey&&a>=5;this.events.onDrag({min:this.placeAt(i),max:this.placeAt(i+o)},l?{min:this.valueAt(s+a),max:this.valueAt(s)}:null)}endDrag(e){this.fingers.delete(e.pointerId),this.dragged=null,this.select(null)}turn(e){if(!e.ctrlKey&&!e.altKey)return;e.preventDefault();let t=(e.deltaY||e.deltaX)*(e.deltaMode===0?1:20),n=Math.exp(Math.min(200,Math.max(-200,t))/500),{left:i,top:s}=this.pointOf(e);this.events.onZoom(this.placeAt(i),e.shiftKey?this.valueAt(s):null,n)}};function Be(r){let e=document.createElement("div");return e.className=r,e}function Qn(r,e){for(let t of["left","top","width","height"])r.style[t]=`${e[t]}px`}var bo=[[1,2,5],[1,3],[1]];function ti({min:r,max:e},t){let n=Math.floor(Math.log10(r)),i=Math.ceil(Math.log10(e));for(let o of bo){let a=ei(n,i,1).flatMap(l=>o.map(d=>+`${d}e${l}`)).filter(l=>l>=r&&l<=e);if(a.length<3)return mr({min:r,max:e},t);if(a.length<=t)return a}let s=Math.ceil((i-n+1)/t);return ei(n,i,s).map(o=>+`1e${o}`).filter(o=>o>=r&&o<=e)}function mr({min:r,max:e},t){let n=yo((e-r)/t),i=[];for(let s=Math.ceil(r/n);s*n<=e;s++)i.push(Number((s*n).toPrecision(12)));return i}function yo(r){let e=Math.floor(Math.log10(r)),t=[1,2,5].find(n=>+`${n}e${e}`>=r);return t?+`${t}e${e}`:+`1e${e+1}`}function ei(r,e,t){let n=[];for(let i=r;i<=e;i+=t)n.push(i);return n}var fr=60,gr=3600,hr=24*gr,ri=Array.from({length:16},(r,e)=>[1,2,5].map(t=>t*10**e)).flat(),vo=[.001,.01,.1,1,2,5,10,15,30,...[1,2,5,10,15,30].map(r=>r*fr),...[1,2,3,6,12].map(r=>r*gr),...ri.map(r=>r*hr)];function ni(r,{min:e,max:t},n){let s=(r==="step"?ri:vo).find(l=>(t-e)/l<=n)??(t-e)/n,o=r==="wall"?new Date(e*1e3).getTimezoneOffset()*fr:0,a=[];for(let l=Math.ceil((e-o)/s);l*s+o<=t;l++)a.push(Number((l*s+o).toPrecision(15)));return a}function ii(r,e){if(r==="step")return e.map(x);let t=(e[1]??0)-(e[0]??0);if(r==="relative"){let i=[[hr,"d"],[gr,"h"],[fr,"min"]],[s,o]=i.find(([a])=>t>=a)??[1,"s"];return e.map(a=>`${Number((a/s).toFixed(3))} ${o}`)}let n="";return e.map(i=>{let[s,o]=Se(i,t).split(" "),a=t>=hr?s:s===n?o:`${o}
${s}`;return n=s,a})}var si=4;function oi({x:r,y:e},{min:t,max:n},i){let s=Math.max(0,z(r,t)-1),o=Math.min(r.length,z(r,n)+1);if(o-s<=si*i)return{x:r.subarray(s,o),y:e.subarray(s,o)};let a=new Int32Array(si*(i+4)),l=(n-t)/i,d=0;for(let u=s;u<o;){let h=t+(Math.floor((r[u]-t)/l)+1)*l,[f,g,y]=[u,u,u],[$,T]=[1/0,-1/0];do{let E=e[y];E<$&&([$,f]=[E,y]),E>T&&([T,g]=[E,y]),y++}while(y<o&&r[y]<h);for(let E of[u,Math.min(f,g),Math.max(f,g),y-1])(d===0||E>a[d-1])&&(a[d++]=E);u=y}let c=a.subarray(0,d);return{x:Float64Array.from(c,u=>r[u]),y:Float64Array.from(c,u=>e[u])}}var xo=36,wo=90,Ve=4,ai=13,li=16,$o=14,So=2.5,Ge=class{constructor(e,t,n){this.container=e;this.isLabelled=t;this.canvas=document.createElement("canvas");this.pen=this.canvas.getContext("2d");this.box={left:0,top:0,width:0,height:0};this.crosshair=Be("crosshair");this.pin=Be("pin");this.canvas.height=0,this.area=new Mt(i=>this.placeAt(i),i=>this.valueAt(i),n),this.crosshair.hidden=this.pin.hidden=!0,this.area.node.append(this.pin,this.crosshair),e.append(this.canvas,this.area.node)}measure(e,t){this.frame=e;let{clientWidth:n,clientHeight:i}=this.container,{ratio:s}=e;this.canvas.width=Math.round(n*s),this.canvas.height=Math.round(i*s),this.pen.setTransform(s,0,0,s,0,0),this.pen.font=ye,this.box.top=t,this.box.height=Math.max(1,i-t-this.footHeight);let o=this.frame.formatTicks(this.valueTicks()),a=this.isLabelled?li:0;return Math.ceil(Math.max(24,...o.map(l=>this.pen.measureText(l).width)))+14+a}begin(e,t){let{clientWidth:n,clientHeight:i}=this.container,s=Math.max(1,n-e-nt);this.box={left:e,top:t,width:s,height:Math.max(1,i-t-this.footHeight)},this.area.cover(this.box),this.pen.clearRect(0,0,n,i),this.drawAxes()}setCursor(e,t){this.stand(this.crosshair,e),this.stand(this.pin,t)}stand(e,t){let{min:n,max:i}=this.frame.view;e.hidden=t===null||t<n||t>i,t!==null&&(e.style.transform=`translateX(${this.leftOf(t)-this.box.left}px)`)}leftOf(e){let{min:t,max:n}=this.frame.view;return this.box.left+(e-t)/(n-t)*this.box.width}topOf(e){let{box:t,to:n}=this,{min:i,max:s}=this.frame.values;return t.top+t.height*(1-(n(e)-n(i))/(n(s)-n(i)))}placeAt(e){let{min:t,max:n}=this.frame.view;return t+(n-t)*e/this.box.width}valueAt(e){let{min:t,max:n}=this.frame.values,i=this.to(n)+(this.to(t)-this.to(n))*e/this.box.height;return this.frame.scale==="log"?10**i:i}drawTrack(e,{colour:t,width:n,dash:i=[],hasDots:s=!1}){let{pen:o,box:a}=this,{x:l,y:d}=oi(e,this.frame.view,Math.ceil(a.width*this.frame.ratio)),c=s&&l.length*$o<a.width,u=new Path2D;this.clipped(()=>{o.strokeStyle=o.fillStyle=t,o.lineWidth=n,o.lineJoin="round",i.length===0&&(o.lineCap="round"),o.setLineDash([...i]),o.beginPath();let h=!0;for(let f=0;f<l.length;f++){let g=this.leftOf(l[f]),y=this.topOf(d[f]);if(!Number.isFinite(y)){h=!0;continue}h&&o.moveTo(g,y),o.lineTo(g,y),h=!1,c&&di(u,g,y,So)}o.stroke(),o.fill(u)})}drawPoint(e,t,n,i){let[s,o]=[this.leftOf(e),this.topOf(t)],{pen:a,box:l}=this;if(s<l.left||s>l.left+l.width||!(o>=l.top&&o<=l.top+l.height))return;let d=new Path2D;di(d,s,o,i),a.fillStyle=n,a.fill(d)}shade({min:e,max:t},n){let[i,s]=[this.leftOf(e),this.leftOf(t)];this.clipped(()=>{this.pen.fillStyle=n,this.pen.fillRect(i-1,this.box.top,s-i+2,this.box.height)})}clipped(e){let{left:t,top:n,width:i,height:s}=this.box;this.pen.save(),this.pen.beginPath(),this.pen.rect(t,n,i,s),this.pen.clip(),e(),this.pen.restore()}get to(){return this.frame.scale==="log"?Math.log10:e=>e}get footHeight(){return this.isLabelled?Ve+8+ai*(this.frame.axis==="wall"?2:1)+li:8}valueTicks(){let e=Math.max(3,Math.floor(this.box.height/xo));return(this.frame.scale==="log"?ti:mr)(this.frame.values,e)}drawAxes(){let{pen:e,box:t}=this,{palette:n,axis:i,formatTicks:s,view:o}=this.frame,[a,l]=[t.left+t.width,t.top+t.height],d=this.valueTicks(),c=ni(i,o,Math.max(2,Math.floor(t.width/wo)));e.font=ye,e.fillStyle=n.text,e.strokeStyle=n.grid,e.lineWidth=1,e.setLineDash([]),e.beginPath(),e.textAlign="right",e.textBaseline="middle",s(d).forEach((u,h)=>{let f=_t(this.topOf(d[h]));e.moveTo(t.left-Ve,f),e.lineTo(a,f),e.fillText(u,t.left-Ve-4,f)}),e.textAlign="center",e.textBaseline="top",ii(i,c).forEach((u,h)=>{let f=_t(this.leftOf(c[h]));e.moveTo(f,t.top),e.lineTo(f,l+Ve),this.isLabelled&&u.split(`
`).forEach((g,y)=>{e.fillText(g,f,l+Ve+4+y*ai)})}),e.stroke(),this.drawNames()}drawNames(){let{pen:e,box:t}=this,{placeName:n,valueName:i}=this.frame;if(!this.isLabelled){e.textAlign="right",e.textBaseline="bottom",e.fillText(i,t.left+t.width,t.top-2);return}e.textBaseline="bottom",e.fillText(n,t.left+t.width/2,this.container.clientHeight),e.save(),e.translate(0,t.top+t.height/2),e.rotate(-Math.PI/2),e.textBaseline="top",e.fillText(i,0,1),e.restore()}};function _t(r){return Math.round(r)+.5}function di(r,e,t,n){r.moveTo(e+n,t),r.arc(e,t,n,0,2*Math.PI)}var qe=15,ko=110,ci=5;function pi(r,e,t,n){r.font=ye;let i=e.filter(({x:o})=>o>=t.min&&o<=t.max).map(o=>({...o,at:(o.x-t.min)/(t.max-t.min)*n})),s=Xn(i,ko).map(o=>{let a=o[0],l=o[o.length-1],d=l===a?"":`–${x(l.step)} (${o.length} times)`,c=Et(a)+d;return{mark:a,at:a.at,text:c,width:r.measureText(c).width}});return Jn(s,n)}function br(r,e,t,n){let{pen:i,box:s}=r;i.save(),i.font=ye,i.textAlign="left",i.textBaseline="alphabetic",i.setLineDash([2,3]),i.lineWidth=1;let o=({row:a})=>a*qe+ci;for(let{kind:a,step:l,x:d}of e){let c=_t(r.leftOf(d));if(!(c>=s.left&&c<=s.left+s.width+1))continue;let u=t.find(({mark:h})=>h.step===l&&h.kind===a);i.strokeStyle=a==="onset"?n.fault:n.mark,i.beginPath(),i.moveTo(c,s.top-(u?o(u):0)),i.lineTo(c,s.top+s.height),i.stroke()}for(let a of t){let[l,d]=[s.left+a.left,s.top-o(a)];i.fillStyle=n.surface,i.fillRect(l,d-qe+ci,a.width,qe-2),i.fillStyle=a.mark.kind==="onset"?n.fault:n.text,i.fillText(a.text,l,d)}i.restore()}var ui=10,hi=16,Ro=4,Nt=class{constructor(e,t,n){this.places=e;this.model=t;this.highlighted=null;this.ratio=null;this.main=new Ge(e[0],!0,n),this.strip=new Ge(e[1],!1,{...n,onPoint:i=>n.onPoint(i,NaN),onDrag:i=>n.onDrag(i,null),onZoom:(i,s,o)=>n.onZoom(i,null,o)}),this.values=mi(t)}get canvases(){return[this.main.canvas,this.strip.canvas].filter(({height:e})=>e>0)}get plot(){return this.main.box}leftOf(e){return this.main.leftOf(e)}get drawnValues(){return this.values}update(e){this.model=e,this.values=mi(e),this.draw()}setCursor(e,t){this.main.setCursor(e,t),this.strip.setCursor(e,t)}linesNear(e,t){let{shown:n,hidden:i,palette:s}=this.model,o=Pe(s),a=[];for(let l of n)for(let d of fi(l,n,i)){let{x:c,y:u}=l.plotted.lines[d],h=fe(c,u,e);if(Number.isNaN(h))continue;let f=Math.abs(this.main.topOf(h)-this.main.box.top-t);a.push({series:l,line:d,value:h,distance:f,style:gi(l,d,o)})}return a.sort((l,d)=>l.distance-d.distance)}highlight(e){e?.series===this.highlighted?.series&&e?.line===this.highlighted?.line||(this.highlighted=e,this.draw())}at(e,t){this.ratio=e,this.draw();try{return t()}finally{this.ratio=null,this.draw()}}draw(){let[e,t]=this.places,{shown:n,all:i,view:s,scale:o,axis:a,palette:l}=this.model,d=o==="log",u={step:[...new Set(n.map(({plotted:P})=>V(P.diagnosis.unit)))].join(" / "),relative:"time since the first point",wall:"time"}[a],h={palette:l,axis:a,view:s,placeName:u,ratio:this.ratio??devicePixelRatio},f={...h,scale:o,values:this.values,valueName:"learning rate",formatTicks:d?P=>P.map(N=>k(N)):wn},g=i.flatMap(({error:P})=>P??[]),y={...h,scale:"linear",values:Kn(je(g,s)),valueName:"relative error",formatTicks:P=>P.map(or)},$=Math.max(this.main.measure(f,ui),this.strip.measure(y,hi));if(e.clientWidth===0||e.clientHeight===0)return;let T=n[0]?.plotted.marks??[],E=pi(this.main.pen,T,s,e.clientWidth-$-nt),W=E.reduce((P,{row:N})=>Math.max(P,N+1),0);this.main.begin($,ui+W*qe),this.drawMain(E),t.clientHeight!==0&&(this.strip.begin($,hi),this.drawStrip())}drawMain(e){let{main:t}=this,{shown:n,hidden:i,palette:s}=this.model,o=Pe(s),a=n[0]?.plotted;for(let l of a?.spans??[])t.shade(l,s.disagree);for(let l of n)for(let d of fi(l,n,i)){let c=gi(l,d,o),u=this.highlighted?.series===l&&this.highlighted.line===d;t.drawTrack(l.plotted.lines[d],u?{...c,width:c.width+1.5}:c)}br(t,a?.marks??[],e,s);for(let{plotted:l,logged:d}of n){if(i.has(l.diagnosis.key)||i.has("logged"))continue;let{x:c,y:u}=l.lines.logged,h=c.length-1;h>=0&&t.drawPoint(c[h],u[h],d,Ro)}}drawStrip(){let{strip:e}=this,{shown:t,hidden:n,palette:i}=this.model,s=t[0]?.plotted;for(let o of s?.spans??[])e.shade(o,i.disagree);for(let{plotted:o,logged:a}of t)!o.error||n.has(o.diagnosis.key)||e.drawTrack(o.error,{colour:a,width:1.5,hasDots:!0});br(e,s?.marks??[],[],i)}};function mi({all:r,view:e,hidden:t,values:n,scale:i}){let s=i==="log"?0:-1/0;return n??Wn(je(Pt(r,t),e,s),i)}function fi({plotted:r},e,t){if(t.has(r.diagnosis.key))return[];let n=r===e[0]?.plotted;return oe.filter(i=>r.lines[i]&&!t.has(i)&&(n||i==="logged"||i==="expected"))}function gi(r,e,t){return e==="logged"||e==="expected"?{...t[e],colour:r[e]}:t[e]}var A=w` :host{display:block;color:var(--lr-text);font:14px/1.45 ${bt(Z)};}:host([hidden]){display:none;}*,*::before,*::after{box-sizing:border-box;}:focus-visible{outline:2px solid var(--lr-link);outline-offset:2px;}h2,h3,p,ol,ul,pre,dl,dd{margin:0;padding:0;}h3{color:var(--lr-text-muted);font-size:11px;font-weight:500;letter-spacing:0.06em;text-transform:uppercase;}button{border:1px solid var(--lr-border);border-radius:4px;padding:0 10px;min-height:28px;background:transparent;color:var(--lr-text);font:inherit;font-size:13px;cursor:pointer;}button:hover:not(:disabled){background:var(--lr-surface-hover);}button:disabled{color:var(--lr-text-muted);opacity:0.6;cursor:default;}.number{white-space:nowrap;}.muted{color:var(--lr-text-muted);}.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap;}.warnings{display:grid;gap:8px;border-left:3px solid var(--lr-warning);border-radius:0 4px 4px 0;padding:9px 12px;background:var(--lr-surface-warning);font-size:13.5px;}.formula{font-family:'Roboto Mono',Menlo,Consolas,monospace;font-size:12.5px;overflow-wrap:anywhere;}@media (forced-colors:active){[aria-pressed='true'],.row.selected{forced-color-adjust:none;border-color:Highlight !important;background:Highlight !important;color:HighlightText !important;}[aria-pressed='true'] *,.row.selected *{color:HighlightText !important;}}.severity-error{color:var(--lr-error);}.severity-warning{color:var(--lr-warning);}.severity-notice{color:var(--lr-notice);}.severity-ok{color:var(--lr-ok);}.severity-unknown{color:var(--lr-unknown);}`;var Eo=8,Lt=14,G=class extends S{constructor(){super(...arguments);this.place=null;this.pinned=null;this.top=null;this.chart=null;this.resizing=new ResizeObserver(()=>{this.chart?.draw(),this.chart?.setCursor(this.place,this.pinned)})}get canvases(){return this.chart?.canvases??[]}at(t,n){return this.chart?.at(t,()=>n(this.canvases))??null}get values(){return this.chart?.drawnValues??null}connectedCallback(){super.connectedCallback(),this.resizing.observe(this)}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let[t]=this.model.shown;return p`<div
class="main"
data-testid="chart"
role="img"
aria-label=${t?Mn(t.plotted.diagnosis):""}
>
${this.renderTooltip()}
</div>
<div
class="strip"
data-testid="error-strip"
role="img"
aria-label="Relative error over the same axis"
?hidden=${this.model.all.every(({error:n})=>!n)}
></div>`}renderTooltip(){let{place:t,top:n}=this,i=this.chart?.plot;if(t===null||n===null||!i||i.width<1)return m;let s=this.chart.linesNear(t,n).slice(0,Eo);if(s.length===0)return m;let[o]=this.model.shown,{unit:a}=o.plotted.diagnosis,l=this.chart.leftOf(t),d=l>i.left+i.width/2,c=n>i.height/2,u=d?`calc(${l-Lt}px - 100%)`:`${l+Lt}px`,h=c?`calc(${i.top+n-Lt}px - 100%)`:`${i.top+n+Lt}px`,f=Math.round(o.plotted.timeline.stepAt(t));return p`<div
class="tooltip"
data-testid="tooltip"
aria-hidden="true"
style="transform: translate(${u}, ${h})"
>
${V(a)} ${x(f)}
${s.map(({series:g,line:y,value:$,style:T},E)=>p`<div class=${E===0?"nearest":""}>
<i style="border-top-color: ${T.colour}; ${T.dash?"border-top-style: dashed":""}"></i>
<span>${this.model.shown.length>1?`${g.plotted.diagnosis.run} `:""}${y}</span>
<b>${k($)}</b>
</div>`)}
</div>`}firstUpdated(){let[t,n]=this.renderRoot.querySelectorAll(".main, .strip");this.chart=new Nt([t,n],this.model,{onPoint:(i,s)=>{this.top=i===null||Number.isNaN(s)?null:s,this.emit("lr-point",i)},onClick:i=>this.emit("lr-pin",i),onDrag:(i,s)=>this.ask({places:i,...s&&{values:s}}),onZoom:(i,s,o)=>this.turn(i,s,o),onReset:()=>this.emit("lr-reset",null)})}updated(t){t.has("model")&&this.chart?.update(this.model);let n=this.place!==null&&this.top!==null;this.chart?.highlight(n&&this.chart.linesNear(this.place,this.top)[0]||null),this.chart?.setCursor(this.place,this.pinned)}turn(t,n,i){let{view:s,whole:o,values:a,scale:l}=this.model,d=n===null?s.min<=o.min&&s.max>=o.max:a===null;i>1&&d||(n===null?this.ask({places:ke(s,t,i)}):this.chart&&this.ask({values:ke(this.chart.drawnValues,n,i,l)}))}ask(t){this.emit("lr-zoom",t)}};G.styles=[A,w` :host{display:flex;flex-direction:column;position:relative;user-select:none;}.main,.strip{position:relative;overflow:hidden;}.main{flex:1;min-height:0;}.strip:not([hidden]){flex:0 0 clamp(70px,20%,110px);}canvas{position:absolute;width:100%;height:100%;}.plot-area{position:absolute;cursor:crosshair;touch-action:pan-y;}.selection{position:absolute;background:color-mix(in srgb,var(--lr-link) 18%,transparent);pointer-events:none;}.crosshair{position:absolute;top:0;bottom:0;border-left:1px solid var(--lr-text);pointer-events:none;}.pin{position:absolute;top:0;bottom:0;border-left:2px solid var(--lr-link);pointer-events:none;}.tooltip{position:absolute;z-index:2;top:0;left:0;min-width:150px;max-width:min(340px,60%);border:1px solid var(--lr-border-strong);border-radius:4px;padding:6px 9px;background:var(--lr-surface);font-size:12px;font-variant-numeric:tabular-nums;pointer-events:none;}.tooltip div{display:grid;grid-template-columns:18px minmax(0,1fr) auto;align-items:center;gap:7px;}.tooltip .nearest{font-weight:500;}.tooltip span{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.tooltip i{border-top:2px solid;}`],b([v({attribute:!1})],G.prototype,"model",2),b([v({attribute:!1})],G.prototype,"place",2),b([v({attribute:!1})],G.prototype,"pinned",2),b([M()],G.prototype,"top",2),G=b([R("lr-chart")],G);var Ze=26,bi=10,To=r=>r.charAt(0).toUpperCase()+r.slice(1),te=class extends S{constructor(){super(...arguments);this.top=0;this.height=0;this.resizing=new ResizeObserver(()=>this.height=this.clientHeight);this.onScroll=()=>{this.top=this.scrollTop}}connectedCallback(){super.connectedCallback(),this.resizing.observe(this),this.addEventListener("scroll",this.onScroll),this.tabIndex=0,this.role="region",this.ariaLabel="Points"}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}render(){let{run:t,tag:n,points:i,steps:s,unit:o}=this.plotted.diagnosis,a=i.step.length,l=Math.max(0,Math.min(a,Math.floor(this.top/Ze))-bi),d=Math.min(a,l+Math.ceil(this.height/Ze)+2*bi),c=u=>p`<tbody aria-hidden="true" style="height: ${u*Ze}px; display: block"></tbody>`;return p`<table aria-rowcount=${a+1} data-testid="points-table">
<caption class="unseen">
${t} ${n}:
${C(s.count,"point")}${a<s.count?`, of which ${x(a)} are listed`:""}
</caption>
<thead>
<tr aria-rowindex="1">
${[To(V(o)),"Time","Logged","Expected","Relative error"].map(u=>p`<th scope="col">${u}</th>`)}
</tr>
</thead>
${c(l)}
<tbody>
${Array.from({length:d-l},(u,h)=>this.renderRow(l+h))}
</tbody>
${c(a-d)}
</table>`}renderRow(t){let{points:n,disagreements:i}=this.plotted.diagnosis,{step:s,wall_time:o,value:a,expected:l,error:d}=n,c=o[t],[u,h]=[a[t]??null,l?.[t]??null],f=i.some(({first:g,last:y})=>g<=s[t]&&s[t]<=y);return p`<tr aria-rowindex=${t+2} class=${f?"off":""}>
<td>${x(s[t]??null)}</td>
<td>${c===void 0?"–":Se(c)}</td>
<td>${k(u)}</td>
<td>${k(h)}</td>
<td>${he(u,h,d?.[t]??null)}</td>
</tr>`}firstUpdated(){let{points:t,disagreements:n}=this.plotted.diagnosis,i=n[0]?t.step.indexOf(n[0].first):-1;i>0&&(this.scrollTop=(i-1)*Ze)}};te.styles=[A,w` :host{flex:1;min-height:200px;overflow:auto;border:1px solid var(--lr-border);}table{width:100%;border-collapse:collapse;font-size:13px;font-variant-numeric:tabular-nums;}th,td{height:${Ze}px;padding:0 12px;text-align:right;white-space:nowrap;}th{position:sticky;top:0;background:var(--lr-surface-code);font-weight:500;}td{border-top:1px solid var(--lr-border);}.off{background:var(--lr-disagree);}`],b([v({attribute:!1})],te.prototype,"plotted",2),b([M()],te.prototype,"top",2),b([M()],te.prototype,"height",2),te=b([R("lr-points-table")],te);var Ao={step:1,relative:.01,wall:.01},Po=1e-9,Ye=1.5,Mo="Left and right arrow keys move from point to point, Page Up and Page Down further, Home and End to the ends. Plus and minus zoom, up and down arrow keys zoom the values, 0 shows all. Enter sets a marker that stays, or takes it away.",O=class extends S{constructor(){super(...arguments);this.edited=null;this.theme="light";this.cursor=null;this.said="";this.full=!1;this.models=[];this.kept=new Y;this.reset=()=>this.store.change({zoom:null,valueZoom:null});this.toggleFull=()=>{this.full=!this.full,this.full?this.requestFullscreen?.().catch(()=>{}):document.fullscreenElement&&document.exitFullscreen()};this.onPoint=({detail:t})=>{this.cursor=t===null?null:Ke(this.first,t)};this.onKey=t=>{t.ctrlKey||t.metaKey||t.altKey||!this.press(t.key)||t.preventDefault()}}connectedCallback(){super.connectedCallback(),this.addEventListener("fullscreenchange",()=>this.full=document.fullscreenElement!==null)}willUpdate(t){let n=t.get("diagnosis");n&&n.key!==this.diagnosis.key&&(this.cursor=null,this.said="");let{axis:i,scale:s,zoom:o,valueZoom:a,hiddenLines:l,arrangement:d}=this.state.view,c=[i,s,o,a,l,d,this.theme,this.edited],{colours:u}=this.state,h=[this.diagnosis,...this.state.compared];this.models=this.kept.of([...c,u,...h],()=>this.arrange(h))}get model(){return this.models[0]}get first(){return this.model.all[0]}drawImage(){let t=[...this.charts];if(t.every(({canvases:c})=>c.length===0))return null;let n=ct(this),{run:i,tag:s,headline:o}=this.diagnosis,a=Math.max(2,devicePixelRatio),l=c=>An(c,a,`${i} ${s}`,o,this.legendOf(n),n),d=(c,u)=>{let[h,...f]=c;return h?h.at(a,g=>d(f,[...u,...g])):l(u)};return d(t,[])}legendOf(t){let n=Pe(t),{hiddenLines:i,arrangement:s}=this.state.view,o=s==="overlay"&&this.model.all.length>1,{first:a}=this,l=oe.filter(c=>a.lines[c]&&!i.has(c));return[...(o?this.model.all.filter(({diagnosis:c})=>!i.has(c.key)):[]).map(({diagnosis:c})=>({name:`${c.run} ${c.tag}`,colour:this.colourOf(c)??t.logged})),...l.map(c=>({...n[c],...o&&(c==="logged"||c==="expected")&&{colour:t.text},name:ur(c,a)})),...a.spans.length>0?[{name:"disagree",colour:t.disagree,isArea:!0}]:[]]}colourOf({key:t}){let n=this.state.colours.get(t);return n===void 0?null:ct(this).runs[n]??null}arrange(t){let{axis:n,scale:i,zoom:s,valueZoom:o,hiddenLines:a,arrangement:l}=this.state.view,d=this.models[0],c=d?.axis===n?d.all:[],u=t.map((P,N)=>{let ie=N===0?this.edited:null,ji=vr=>vr.diagnosis===P&&vr.edited===ie;return c.find(ji)??In(P,n,ie)}),h=zn(u),f=i==="auto"?Un(Pt(u,a),h):i,g=o&&(f==="linear"||o.min>0)?o:null,y=ct(this),$={all:u,axis:n,scale:f,view:s??h,whole:h,values:g,hidden:a,palette:y},{logged:T,expected:E}=y;if(l!=="overlay")return u.map(P=>({...$,shown:[{plotted:P,logged:T,expected:E}]}));let W=u.map(P=>{let N=this.colourOf(P.diagnosis);return N?{plotted:P,logged:N,expected:N}:{plotted:P,logged:T,expected:E}});return[{...$,shown:W}]}render(){let{first:t}=this,{view:n}=this.state,{axis:i,arrangement:s,table:o,pin:a}=n,l=this.cursor??a??this.diagnosis.steps.last??0;return p`${Vn({view:n,scale:this.model.scale,isFull:this.full,change:d=>this.store.change(d),reset:this.reset,toggleFull:this.toggleFull})}
<div class="legends">${this.renderLegends(l)}</div>
${o?p`<lr-points-table .plotted=${t}></lr-points-table>`:p`<div
class="charts ${s}"
data-testid="charts"
role="application"
aria-roledescription="chart"
aria-label="Learning rate over ${i==="step"?"steps":"time"}"
aria-describedby="keys"
tabindex="0"
@keydown=${this.onKey}
@lr-point=${this.onPoint}
@lr-pin=${({detail:d})=>this.pinAt(Ke(t,d))}
@lr-zoom=${d=>this.zoom(d.detail)}
@lr-reset=${this.reset}
>
${this.models.map(d=>this.renderChart(d,l))}
</div>`}
<p id="keys" class="unseen">${Mo}</p>
<p class="unseen" aria-live="polite" data-testid="announced">${this.said}</p>
${this.renderFooter(t)}`}renderLegends(t){let{first:n}=this,{axis:i,hiddenLines:s,arrangement:o,pin:a}=this.state.view,l=n.timeline.at(t),d=o==="overlay",c=this.model.all.map(({diagnosis:g})=>d?this.colourOf(g):null),u=this.model.all.map(({diagnosis:g})=>g.key),h=oe.filter(g=>n.lines[g]),f=g=>(y,$)=>{$.altKey?this.store.isolate(y,g):this.store.toggle("hiddenLines",y)};return[qn(n,We(n,t),i,s,c[0],f(h)),Zn(this.model.all.map((g,y)=>({plotted:g,readout:We(g,this.cursor===null&&a===null?g.diagnosis.steps.last??0:Ke(g,l)),colour:c[y],remove:y===0?null:()=>this.store.toggleCompared(g.diagnosis)})),s,f(u))]}renderChart(t,n){let{pin:i}=this.state.view,{timeline:s}=this.first,{run:o,tag:a}=t.shown[0].plotted.diagnosis;return p`<figure>
${this.models.length>1?p`<figcaption><bdi>${o}</bdi> <bdi class="muted">${a}</bdi></figcaption>`:m}
<lr-chart
.model=${t}
.place=${this.cursor===null?null:s.at(n)}
.pinned=${i===null?null:s.at(i)}
></lr-chart>
</figure>`}renderFooter({marks:t}){let{steps:n,points:i,next_change_text:s}=this.diagnosis,o=_n(t,this.model.view),a=i.step.length;return p`<footer>
<span>
${C(n.count,"point")}${a<n.count?`, drawn by the ${x(a)} that make up the picture`:""}
</span>
${s?p`<span>Next change: ${s}</span>`:m}
${o?p`<span class="beyond">${o}</span>`:m}
</footer>`}zoom({places:t,values:n}){let i={};t&&(i.zoom=jn(this.model.whole,t,Ao[this.state.view.axis])),n&&n.max-n.min>Po*Math.abs(n.max)&&(i.valueZoom=n),this.store.change(i)}pinAt(t){this.store.change({pin:this.state.view.pin===t?null:t})}press(t){let{first:n}=this,i=Dn(t,this.diagnosis.points,this.cursor);if(i!==null){this.cursor=i;let l=n.timeline.at(i);return(l<this.model.view.min||l>this.model.view.max)&&this.zoom({places:Bn(this.model.view,l)}),this.said=this.model.all.map(c=>{let u=Ln(We(c,Ke(c,l)),this.state.view.axis,c.diagnosis.unit);return c===n?u:`${c.diagnosis.run}: ${u}`}).join("; "),!0}let s={"+":1/Ye,"=":1/Ye,"-":Ye}[t],o={ArrowUp:1/Ye,ArrowDown:Ye}[t],a=this.charts[0]?.values;if(t==="0")this.reset();else if(t==="Enter")this.pinAt(this.cursor??this.diagnosis.steps.last??0);else if(s){let l=(this.model.view.min+this.model.view.max)/2,d=this.cursor===null?l:n.timeline.at(this.cursor);this.zoom({places:ke(this.model.view,d,s)})}else if(o&&a){let l=this.cursor===null?null:We(n,this.cursor).logged,d=l!==null&&l>a.min&&l<a.max,c=this.model.scale==="log"?Math.sqrt(a.min*a.max):(a.min+a.max)/2;this.zoom({values:ke(a,d?l:c,o,this.model.scale)})}else return!1;return!0}};O.styles=[A,Yn],b([v({attribute:!1})],O.prototype,"store",2),b([v({attribute:!1})],O.prototype,"state",2),b([v({attribute:!1})],O.prototype,"diagnosis",2),b([v({attribute:!1})],O.prototype,"edited",2),b([v({attribute:!1})],O.prototype,"theme",2),b([M()],O.prototype,"cursor",2),b([M()],O.prototype,"said",2),b([v({type:Boolean,reflect:!0})],O.prototype,"full",2),b([vn("lr-chart")],O.prototype,"charts",2),O=b([R("lr-chart-panel")],O);function yi({acknowledged:r}){return r?`Acknowledged${r.until?` until ${r.until}`:""}: ${r.reason} (${r.where})`:""}function vi({run:r,tag:e,verdict:t}){let n=i=>JSON.stringify(i.replace(/[[*?]/g,"[$&]"));return["acknowledged:",`  - run: ${n(r)}`,`    tag: ${n(e)}`,`    verdict: ${t}`,'    reason: "why this is as it should be"',"    # until: 2027-06-30"].join(`
`)}async function Ct(r){try{return await navigator.clipboard.writeText(r),!0}catch{return _o(r)}}function _o(r){let e=document.createElement("textarea");e.value=r,e.style.position="fixed",e.style.opacity="0",document.body.append(e),e.select();try{return document.execCommand("copy")}catch{return!1}finally{e.remove()}}var No=2e3,re=class extends S{constructor(){super(...arguments);this.text="";this.heading=null;this.answer=""}render(){return p`${this.heading?p`<div class="heading">
<h3>${this.heading}</h3>
<button type="button" @click=${this.copy}>${this.answer||"Copy"}</button>
<span class="unseen" role="status">${this.answer}</span>
</div>`:m}
<pre tabindex="0" class=${Lo(this.text)?"words":""}>${this.text}</pre>`}async copy(){this.answer=await Ct(this.text)?"Copied":"Select and copy by hand",setTimeout(()=>this.answer="",No)}};re.styles=[A,w` .heading{display:flex;align-items:center;justify-content:space-between;min-height:24px;}pre{max-height:320px;overflow:auto;border-radius:4px;background:var(--lr-surface-code);padding:10px 12px;font:12px/1.5 'Roboto Mono',Menlo,Consolas,'DejaVu Sans Mono',monospace;tab-size:2;}.words{font-family:inherit;font-size:13.5px;white-space:pre-wrap;overflow-wrap:anywhere;}button{border-color:transparent;min-height:24px;padding:0 6px;color:var(--lr-link);font-size:12px;}`],b([v({attribute:!1})],re.prototype,"text",2),b([v({attribute:!1})],re.prototype,"heading",2),b([M()],re.prototype,"answer",2),re=b([R("lr-code")],re);function Lo(r){return r.trim().split(`
`).every(e=>/^[A-Z0-9“"'(].*[.:]$/.test(e.trim())&&!/[;{}]$/.test(e))}var Co=/([-+−]?\d[\d.,]*(?:e[-+]?\d+)?(?: ?%)?)/;function F(r){return r.split(Co).map((e,t)=>t%2===1&&/[e.,%-]/.test(e)?p`<span class="number">${e}</span>`:e)}var Re=class extends S{copyFix(){let e=this.renderRoot.querySelector("[data-testid=fix] lr-code");return e?.copy(),!!e}render(){let{verdict:e}=this.diagnosis;return p`<article aria-label="Diagnosis">
${this.renderCauses()} ${this.renderFix()} ${this.renderAlternatives()} ${this.renderWarnings()}
${this.renderEvidence()} ${this.renderSource()} ${this.renderInferred()}
<slot></slot>
${this.renderAcknowledge()}
<section>
<h3>What the logged number is</h3>
<p>${St(this.diagnosis)}</p>
</section>
<a data-testid="verdict-help" href="./static/verdicts.html#${e}" target="_blank">
What “${L(e)}” means
</a>
</article>`}renderWarnings(){let{warnings:e,fix:t}=this.diagnosis;if(e.length===0)return m;let[n,i]=[!0,!1].map(s=>e.filter(o=>(!!t&&o.fix===t)===s));return p`<section class="warnings" data-testid="warnings">
<h3>${e.length===1?"Warning":"Warnings"}</h3>
${i.map(s=>this.renderWarning(s))}
${n.map(s=>p`<details>
<summary>${L(s.id)}: the fix above is its fix too</summary>
${this.renderWarning({...s,fix:null})}
</details>`)}
</section>`}renderWarning({id:e,text:t,fix:n}){return p`<p data-warning=${e}>
${F(t)} <a href="./static/verdicts.html#${e}" target="_blank">More on this</a>
</p>
${n?p`<lr-code .heading=${"Fix"} .text=${n}></lr-code>`:m}`}renderEvidence(){return p`<section>
<h3>Evidence</h3>
<dl aria-label="Evidence">
${Rt(this.diagnosis).map(({name:e,text:t})=>p`<div>
<dt>${e}</dt>
<dd>${F(t)}</dd>
</div>`)}
</dl>
</section>`}renderCauses(){let{causes:e}=this.diagnosis;return e.length===0?m:p`<section data-testid="causes">
<h3>Likely causes</h3>
<ol>
${e.map(t=>p`<li>${F(t)}</li>`)}
</ol>
</section>`}renderAlternatives(){let{alternatives:e}=this.diagnosis;return e.length===0?m:p`<section data-testid="alternatives">
<h3>Fits as well</h3>
<ul class="alternatives">
${e.map(t=>p`<li>${F(t)}</li>`)}
</ul>
</section>`}renderInferred(){let{inferred:e}=this.diagnosis;return e?p`<section data-testid="inferred">
<h3>What the points follow</h3>
<p>${e.text||e.schedule_text}</p>
<p class="place muted">Read from the points alone, ${sr(e.residual)} off at most.</p>
</section>`:m}renderFix(){let{fix:e,verdict:t}=this.diagnosis;return e?p`<section data-testid="fix">
<lr-code .heading=${t==="no_schedule"?"How to give it a schedule":"Fix"} .text=${e}></lr-code>
</section>`:m}renderAcknowledge(){let{severity:e,acknowledged:t}=this.diagnosis;return t||e==="ok"||e==="unknown"?m:p`<details data-testid="acknowledge">
<summary>Leave it as it is …</summary>
<p>
A verdict that is meant to be so counts no more, here and in <code>tb-lrplugin check</code>, with
these lines in <code>lr_diagnostics.yaml</code> in the log directory. <code>*</code> stands for any
text.
</p>
<lr-code .heading=${"lr_diagnostics.yaml"} .text=${vi(this.diagnosis)}></lr-code>
</details>`}renderSource(){let{schedule_text:e,schedule_formula:t,source:n,binding:i,other_sources:s}=this.diagnosis;return!e&&!n?m:p`<section data-testid="source">
<h3>Asked for by</h3>
${e?p`<p>${F(e)}</p>`:m}
${t?p`<p class="formula" data-testid="formula">${t}</p>`:m}
${n?p`<p class="place muted">
${Ue(n)} (${L(n.kind)})${i?`: ${i}`:m}
</p>`:m}
${n?.text?p`<lr-code .text=${n.text}></lr-code>`:m}
${s.map(o=>p`<p class="place muted" data-testid="other-source">
Also found: ${Ue(o)} (${L(o.kind)})
</p>`)}
</section>`}};Re.styles=[A,w` :host{padding:14px 16px 24px;overflow-wrap:anywhere;}article,section{display:grid;grid-template-columns:minmax(0,1fr);gap:6px;}article{gap:14px;}dl{font-size:13px;}dl > div{display:grid;grid-template-columns:minmax(0,2fr) minmax(0,5fr);gap:12px;border-top:1px solid var(--lr-border);padding:3px 0;}dt{color:var(--lr-text-muted);}dd{font-variant-numeric:tabular-nums;}summary{cursor:pointer;}details[data-testid='acknowledge']{font-size:13.5px;}details[data-testid='acknowledge'] summary{color:var(--lr-link);}.warnings h3{color:var(--lr-warning);}ol,ul{display:grid;gap:4px;padding-left:20px;}.alternatives{list-style:disc;}.place{font-size:12.5px;}a{color:var(--lr-link);font-size:13px;}`],b([v({attribute:!1})],Re.prototype,"diagnosis",2),Re=b([R("lr-diagnosis")],Re);var xi="lr_diagnostics.list_width",Oo=24,wi=280,Je=class extends S{constructor(){super(...arguments);this.onPointerDown=t=>{t.preventDefault(),this.setPointerCapture(t.pointerId);let n=({clientX:i})=>this.set(i);this.addEventListener("pointermove",n),this.addEventListener("lostpointercapture",()=>this.removeEventListener("pointermove",n),{once:!0})};this.onKey=t=>{let n={ArrowLeft:-1,ArrowRight:1}[t.key];n&&(t.preventDefault(),this.set(this.getBoundingClientRect().left+n*Oo))}}connectedCallback(){super.connectedCallback(),this.tabIndex=0,this.role="separator",this.ariaOrientation="vertical",this.ariaLabel="Width of the list",this.addEventListener("pointerdown",this.onPointerDown),this.addEventListener("keydown",this.onKey),this.set(Number(localStorage.getItem(xi)))}render(){return p``}set(t){if(this.ariaValueMin=String(wi),this.ariaValueMax=String(Math.round(innerWidth*.6)),t<wi){this.ariaValueNow=String(Math.round(innerWidth/4));return}this.ariaValueNow=String(Math.round(t)),this.parentElement?.style.setProperty("--lr-list-width",`${t}px`),localStorage.setItem(xi,String(t))}};Je.styles=w` :host{display:block;width:5px;border-left:1px solid var(--lr-border);cursor:col-resize;touch-action:none;}:host(:hover),:host(:focus-visible){outline:none;background:var(--lr-link);}`,Je=b([R("lr-divider")],Je);var Io={error:X`<path d="M8 1.5 14.5 8 8 14.5 1.5 8Z" fill="currentColor" />`,warning:X`<path d="M8 2 15 14H1Z" fill="currentColor" />`,notice:X`<circle cx="8" cy="8" r="6" fill="currentColor" />`,ok:X`<path d="m2.5 8.5 3.5 3.5 7.5-8" fill="none" stroke="currentColor" stroke-width="2" />`,unknown:X`<circle cx="8" cy="8" r="5.5" fill="none" stroke="currentColor" stroke-width="1.8" />`};function q(r,e=14){return p`<svg
class="severity-${r}"
role="img"
aria-label=${r}
width=${e}
height=${e}
viewBox="0 0 16 16"
>
${Io[r]}
</svg>`}var Do={error:["error","errors"],warning:["warning","warnings"],notice:["notice","notices"],ok:["ok","ok"],unknown:["unknown","unknown"]},ge=class extends S{focusSearch(){this.renderRoot.querySelector("input")?.focus()}render(){let{diagnoses:e,view:t,list:n}=this.state,i=e?.series??[];return p`<div class="chips" role="group" aria-label="Filter by severity">
${[...Zr(n.found)].map(([s,o])=>this.renderChip(`chip-${s}`,p`${q(s)}${C(o,...Do[s])}`,o,t.severities.has(s),()=>this.store.toggle("severities",s)))}
${this.renderChip("chip-warned",p`<span class="severity-warning" aria-hidden="true">▲</span> with warnings
${x(Kt(n.found))}`,Kt(n.found),t.onlyWarned,()=>this.store.change({onlyWarned:!t.onlyWarned}))}
</div>
<div class="line">
<input
type="search"
data-testid="filter"
aria-label="Search runs, tags, verdicts, schedules (regex)"
aria-invalid=${n.error!==null}
aria-describedby=${n.error===null?m:"invalid"}
placeholder="Run, tag, verdict, schedule (regex)"
autocomplete="off"
spellcheck="false"
dir="auto"
.value=${t.text}
@input=${s=>this.store.change({text:s.target.value})}
/>
<select
data-testid="group-by"
aria-label="Group by"
.value=${t.grouping}
@change=${s=>this.store.change({grouping:s.target.value})}
>
${at.map(s=>p`<option value=${s} ?selected=${s===t.grouping}>
${s==="none"?"no groups":`by ${s}`}
</option>`)}
</select>
${n.groups.length>0?p`<button
type="button"
data-testid="toggle-groups"
@click=${()=>this.store.toggleGroups()}
>
${n.groups.every(s=>this.state.collapsed.has(s))?"Open all":"Close all"}
</button>`:m}
<span class="count" role="status" data-testid="count">
${n.count===i.length?"":`${x(n.count)} of `}${C(i.length,"series","series")}
</span>
<button
type="button"
class="help"
data-testid="show-keys"
aria-label="Keys"
title="Keys (?)"
@click=${()=>this.emit("lr-keys",null)}
>
?
</button>
<span class="count" data-testid="reading"
>${e?.reading?kt(e.reading):m}</span
>
</div>
${n.error===null?m:p`<div id="invalid" class="invalid" role="status">${n.error}</div>`}
${this.renderVerdicts()}`}renderVerdicts(){let{list:e,view:t}=this.state,n=Yr(e.found);for(let a of t.verdicts)n.has(a)||n.set(a,0);let i=[...n],s=!t.selected||t.verdicts.size>0,o=this.renderHostFilter();return!(s&&i.length>1)&&o===m?m:p`<div class="chips verdicts" role="group" aria-label="Filter by verdict">
${s&&i.map(([a,l])=>this.renderChip(`verdict-${a}`,p`${L(a)} ${x(l)}`,l,t.verdicts.has(a),()=>this.store.toggle("verdicts",a)))}
${o}
</div>`}renderHostFilter(){let{hostFilter:e,view:t}=this.state;return e===""?m:p`<button
type="button"
data-testid="host-filter"
aria-pressed=${t.usesHostFilter}
title="The filter of runs that is set in TensorBoard"
@click=${()=>this.store.change({usesHostFilter:!t.usesHostFilter})}
>
TensorBoard’s run filter: <bdi>${e}</bdi>
</button>`}renderChip(e,t,n,i,s){return n===0&&!i?m:p`<button type="button" data-testid=${e} aria-pressed=${i} @click=${s}>
${t}
</button>`}};ge.styles=[A,w` :host,.chips,.line{display:flex;flex-wrap:wrap;align-items:center;gap:8px;}:host{padding:10px 14px 8px;background:var(--lr-surface-side);}.chips{gap:6px;}.line{flex:1 1 260px;}.chips button{display:inline-flex;align-items:center;gap:6px;border-radius:14px;background:var(--lr-surface);font-size:12px;}.chips [aria-pressed='true']{border-color:var(--lr-accent);background:var(--lr-surface-selected);box-shadow:inset 0 0 0 1px var(--lr-accent);}.chips svg{width:12px;}.verdicts{flex-basis:100%;}input,select{border:1px solid var(--lr-border-strong);border-radius:4px;padding:5px 10px;min-height:30px;background:var(--lr-surface);color:inherit;font:inherit;font-size:13px;}input{flex:1 1 160px;min-width:0;}input::placeholder{color:var(--lr-text-muted);opacity:1;}input[aria-invalid='true']{border-color:var(--lr-error);}select{padding:5px 4px;}.invalid{flex-basis:100%;color:var(--lr-error);font-size:12px;}.count{color:var(--lr-text-muted);font-size:12px;}`],b([v({attribute:!1})],ge.prototype,"store",2),b([v({attribute:!1})],ge.prototype,"state",2),ge=b([R("lr-filters")],ge);var Ho=[["Everywhere",[["?","these keys"],["/","to the search"],["c","copy the fix"],["f","the chart alone, and back"],["Esc","back to all series"]]],["In the list",[["↑ ↓ Page Home End","go through the rows; with Ctrl without showing them"],["Enter","show the row and read its verdict; open or close a group"],["Space","draw the row beside the selected one, or no longer"],["← →","close and open a group"]]],["In the chart",[["← → Page Home End","from point to point"],["Enter","set a marker that stays, or take it away"],["+ −","zoom the steps"],["↑ ↓","zoom the values"],["0","show all"],["wheel with Ctrl or Alt","zoom; with Shift the values"]]]],Ee=class extends S{toggle(){this.dialog.open?this.dialog.close():this.dialog.showModal()}render(){return p`<dialog data-testid="keys-help" aria-labelledby="keys-title">
<button type="button" @click=${this.toggle}>Close</button>
<h2 id="keys-title">Keys</h2>
${Ho.map(([e,t])=>p`<h3>${e}</h3>
<dl>
${t.map(([n,i])=>p`<dt>${n}</dt>
<dd>${i}</dd>`)}
</dl>`)}
</dialog>`}};Ee.styles=[A,w` dialog{max-width:min(640px,92vw);border:1px solid var(--lr-border-strong);border-radius:8px;padding:18px 22px;background:var(--lr-surface);color:var(--lr-text);}dialog::backdrop{background:rgb(0 0 0 / 35%);}h2{font-size:17px;font-weight:500;}h3{margin:14px 0 4px;}dl{display:grid;grid-template-columns:max-content minmax(0,1fr);gap:3px 18px;font-size:13.5px;}dt{font-weight:500;}button{float:right;}`],b([we("dialog")],Ee.prototype,"dialog",2),Ee=b([R("lr-keys")],Ee);var be=class extends S{constructor(){super(...arguments);this.problems=[];this.dismissed=""}render(){return this.problems.length===0||this.dismissed===this.identity()?m:p`<details data-testid="problems" ?open=${this.problems.length<=3}>
<summary>
${q("warning")} ${C(this.problems.length,"problem")} outside of any series
</summary>
<ul>
${this.problems.map(({where:t,message:n})=>p`<li>${t?p`<span class="where">${t}:</span>`:m} ${n}</li>`)}
</ul>
<button type="button" @click=${()=>this.dismissed=this.identity()}>Dismiss</button>
</details>`}identity(){return JSON.stringify(this.problems)}};be.styles=[A,w` details{position:relative;border-bottom:1px solid var(--lr-border);background:var(--lr-surface-warning);font-size:13px;}summary{padding:8px 100px 8px 14px;cursor:pointer;}summary:focus-visible{outline-offset:-2px;}svg{margin:0 4px;vertical-align:-2px;}ul{max-height:160px;overflow-y:auto;padding:0 14px 9px 54px;list-style:none;overflow-wrap:anywhere;}.where{font-weight:500;}button{position:absolute;top:4px;right:10px;}`],b([v({attribute:!1})],be.prototype,"problems",2),b([M()],be.prototype,"dismissed",2),be=b([R("lr-problems")],be);var Ot=class{constructor(e,t){this.read=e;this.onRead=t;this.kept=new Map;this.wanted=[]}of(e){return this.kept.get(e.key)?.sparkline??null}want(e){this.wanted=e,clearTimeout(this.timer),this.missing().length>0&&(this.timer=setTimeout(()=>{this.readMissing()},60))}missing(){return this.wanted.filter(e=>this.kept.get(e.key)?.state!==$i(e)).slice(0,50)}async readMissing(){let e=this.missing();for(let t of e)this.keep(t,this.of(t));try{let t=await this.read(e);for(let n of e)this.keep(n,t.get(n.key)??null);this.onRead()}catch{for(let t of e)this.kept.delete(t.key);return}this.want(this.wanted)}keep(e,t){this.kept.delete(e.key),this.kept.set(e.key,{state:$i(e),sparkline:t}),this.kept.size>2e3&&this.kept.delete(this.kept.keys().next().value)}};function $i(r){return[r.last_step,r.last_value,r.verdict].join()}function ki({step:r,logged:e,expected:t},n,i){let s=[...e,...t].filter(Number.isFinite).sort((f,g)=>f-g),o=s[0]??NaN,a=s[s.length-1]??NaN,d=o>0&&a/s[s.length>>1]>20?Math.log:f=>f,c=Si(r[0]??0,r[r.length-1]??0,2,n-2),u=Si(d(o),d(a),i-2,2),h=f=>{let g=!0;return f.map((y,$)=>{let T=g;return g=!Number.isFinite(y),g?"":`${T?"M":"L"}${c(r[$]??0)} ${u(d(y))}`}).join("")};return{logged:h(e),expected:h(t)}}function Si(r,e,t,n){let i=!(Math.abs(e-r)>1e-6*Math.max(Math.abs(r),Math.abs(e)));return s=>(i?(t+n)/2:t+(s-r)/(e-r)*(n-t)).toFixed(1)}var Ri=120,Ei=26,Ti=[["worst","headline","Verdict"],["warnings","warned","Warnings"],["run","run","Run"],["tag","tag","Tag"],["step","step","Last step"],["logged","logged","Logged"],["expected","expected","Expected"]];function Ai(r,e){let t=([l,d,c])=>{let u=r.column===l,h=u&&r.isDescending;return p`<span
role="columnheader"
class=${d}
aria-sort=${u?h?"descending":"ascending":m}
><button
type="button"
data-testid="sort-${l}"
aria-label=${l==="warnings"?c:m}
title=${l==="warnings"?"Sort by the number of warnings":m}
@click=${()=>e({column:l,isDescending:u&&!h})}
>
${l==="warnings"?"▲":c}${u?p`<span aria-hidden="true"> ${h?"↓":"↑"}</span>`:m}
</button></span
>`},[n,i,s,o,...a]=Ti.map(t);return Mi(p`${n}${i}${s}${o}<span role="columnheader" class="plot"
><span class="unseen">Curve</span></span
>${a}`)}function Pi(r,e){let{column:t,isDescending:n}=r;return Mi(p`<span role="columnheader" class="sorted-by">
<label
>Sorted by
<select
data-testid="sort-by"
@change=${i=>e({column:i.target.value,isDescending:!1})}
>
${Ti.map(([i,,s])=>p`<option value=${i} ?selected=${i===t}>${s.toLowerCase()}</option>`)}
</select></label
>
<button
type="button"
data-testid="sort-direction"
aria-label=${n?"Last first":"First first"}
title="Turn the order round"
@click=${()=>e({column:t,isDescending:!n})}
>
${n?"↓":"↑"}
</button>
</span>`)}function Mi(r){return p`<div role="rowgroup" class="head-group">
<div class="head" role="row" aria-rowindex="1">${r}</div>
</div>`}function _i(r,{index:e,isActive:t,style:n},i){return p`<div
class="group ${t?"active":""}"
id=${t?"active":m}
role="row"
data-testid="group"
aria-rowindex=${e+2}
aria-label="${r.name}, ${C(r.rows.length,"series","series")}, ${r.summary&&`${r.summary}, `}${r.isCollapsed?"closed":"open"}"
style=${n}
@click=${i}
>
<span role="gridcell" aria-hidden="true">${r.isCollapsed?"▸":"▾"}</span>
<span role="gridcell" class="icon">${q(r.standing)}</span>
<b role="gridcell" title=${r.name}><bdi>${r.name}</bdi></b>
<span role="gridcell" class="muted summary" title=${r.summary}
>${x(r.rows.length)}${r.summary&&`: ${r.summary}`}</span
>
</div>`}function Ni(r,{index:e,isActive:t,style:n},i){let[s,o]=Fo(r.last_value,r.expected_value);return p`<div
class="row ${t?"active":""} ${i.isCompared?"compared":""} ${i.isSelected?"selected":""} ${i.isMember?"member":""}"
id=${t?"active":m}
role="row"
data-testid="series-row"
data-run=${r.run}
data-tag=${r.tag}
data-verdict=${r.verdict}
aria-rowindex=${e+2}
aria-selected=${i.isSelected||i.isCompared}
aria-label=${Wo(r)}
title="${r.headline}&#10;${r.run} ${r.tag}"
style="${n}${i.colour===null?"":`; --colour: var(--lr-run-${i.colour})`}"
@click=${i.onClick}
>
${i.colour===null?m:p`<i class="swatch"></i>`}
<span role="gridcell" class="icon">${q(r.standing)}</span>
<span role="gridcell" class="headline severity-${r.standing}"
>${r.acknowledged?"Acknowledged. ":""}${F(r.headline)}</span
>
<span role="gridcell" class="warned">${zo(r.warnings)}</span>
<span role="gridcell" class="name"
><bdi class="run">${r.run}</bdi><bdi class="tag">${r.tag}</bdi></span
>
<span role="gridcell" class="plot">${Uo(i.sparkline)}</span>
<span role="gridcell" class="step">${x(r.last_step)}</span>
<span role="gridcell" class="numbers"
><span class="logged">${s}</span><span class="expected">${o}</span></span
>
${i.onCompare?p`<span role="gridcell" class="compare"
><button
type="button"
tabindex="-1"
aria-pressed=${i.isCompared}
aria-label="Compare ${r.run} ${r.tag}"
title="Draw beside the selected series (Ctrl and click)"
@click=${i.onCompare}
>
${i.isCompared?"−":"+"}
</button></span
>`:m}
</div>`}function Fo(r,e){let t=wt(r,e);return t[0]===t[1]?[k(r,3),k(e,3)]:t}function zo(r){if(r.length===0)return m;let e=r.map(L).join(", ");return p`<span
data-testid="warned"
class="severity-warning"
role="img"
aria-label=${e}
title=${e}
>▲${r.length>1?p`<b>${r.length}</b>`:m}</span
>`}function Uo(r){if(!r)return p`<span class="no-plot"></span>`;let{logged:e,expected:t}=ki(r,Ri,Ei);return p`<svg
aria-hidden="true"
viewBox="0 0 ${Ri} ${Ei}"
preserveAspectRatio="none"
data-testid="sparkline"
>
${X`<path d=${e} /><path class="expected" d=${t} />`}
</svg>`}function Wo(r){let e=`logged ${k(r.last_value)}, expected ${k(r.expected_value)}`,t=r.acknowledged?" Acknowledged.":"",n=r.warnings.length>0?` Warnings: ${r.warnings.map(L).join(", ")}.`:"";return`${r.standing}: ${r.headline}. Run ${r.run}, tag ${r.tag}. At step ${x(r.last_step)}: ${e}.${t}${n}`}var Li=w` :host{min-height:0;}.scroller{container-type:inline-size;height:100%;overflow-y:auto;outline-offset:-2px;}.content{position:relative;}.head{position:sticky;z-index:1;top:0;display:flex;align-items:center;gap:0 4px;height:30px;border-bottom:1px solid var(--lr-border);padding:0 10px;background:var(--lr-surface-side);}.head button{border:none;padding:0 3px;min-height:24px;color:var(--lr-text-muted);font-size:12px;white-space:nowrap;}.head [aria-sort] button{color:var(--lr-text);font-weight:500;}.row,.group{position:absolute;inset:0 0 auto;display:grid;align-items:center;border-bottom:1px solid var(--lr-border);padding:0 14px;cursor:pointer;}.row{grid-template:auto 17px / 16px minmax(0,1fr) 56px 52px;grid-template-areas:'icon headline headline headline' 'warned name plot step';align-content:center;gap:1px 8px;}.member{border-left:12px solid var(--lr-surface-side);}.swatch{position:absolute;inset:0 auto 0 0;width:6px;background:var(--colour);forced-color-adjust:none;}.row:hover,.group:hover{background:var(--lr-surface-hover);}.row.selected{box-shadow:inset 3px 0 var(--lr-accent);background:var(--lr-surface-selected);}.scroller[aria-activedescendant]:focus-visible{outline:none;}.scroller:focus-visible .active{outline:2px solid var(--lr-link);outline-offset:-2px;}.headline{grid-area:headline;display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;font-size:13px;font-weight:500;line-height:16px;overflow-wrap:anywhere;}.icon{grid-area:icon;display:flex;}.warned{grid-area:warned;font-size:11px;white-space:nowrap;}.warned b{margin-left:1px;font-weight:500;font-size:10px;}.name{grid-area:name;display:flex;gap:5px;min-width:0;}.run{flex:0 1 auto;}.tag{flex:1 1000 auto;min-width:0;}.row bdi{font-size:12px;line-height:17px;}.row bdi,.group b{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;}.tag{color:var(--lr-text-muted);}.plot{grid-area:plot;display:flex;align-items:center;justify-content:end;gap:4px;}.plot svg{display:block;width:56px;height:17px;overflow:visible;}.no-plot{width:100%;border-top:2px solid var(--lr-grid);}.plot path{fill:none;stroke:var(--lr-logged);stroke-width:1.8;vector-effect:non-scaling-stroke;}.plot .expected{stroke:var(--lr-expected);stroke-width:1.4;stroke-dasharray:4 3;}.numbers{display:none;grid-area:numbers;font-size:11.5px;font-variant-numeric:tabular-nums;white-space:nowrap;}.expected{color:var(--lr-expected);}.row .step{grid-area:step;color:var(--lr-text-muted);font-size:11.5px;font-variant-numeric:tabular-nums;text-align:right;}.sorted-by{flex:1;display:flex;justify-content:space-between;color:var(--lr-text-muted);font-size:12px;}.sorted-by select{border:none;background:transparent;color:var(--lr-text);font:inherit;cursor:pointer;}.compare{position:absolute;right:8px;top:3px;opacity:0;}.compare button{min-width:24px;min-height:24px;padding:0;background:var(--lr-surface);font-size:12px;}.row:hover .compare,.compared .compare{opacity:1;}.group .icon{grid-area:auto;}.summary{overflow:hidden;text-overflow:ellipsis;white-space:nowrap;text-align:right;}.group{grid-template-columns:12px 14px minmax(30%,1fr) minmax(0,auto);gap:8px;background:var(--lr-surface-side);font-size:13px;}.wide .head,.wide .row{display:grid;grid-template:'icon headline warned run tag plot step logged expected' 1fr / 14px minmax(0,5fr) 26px minmax(0,3fr) minmax(0,2fr) 120px 84px 80px 80px;gap:0 14px;padding:0 18px;}.wide .head > :first-child{grid-column:1 / 3;margin-left:-4px;}.wide .row bdi,.wide .row .step,.wide .numbers > *{font-size:13px;}.wide .warned{font-size:12px;text-align:center;}.wide .head .warned button{color:var(--lr-warning);}.wide .name{display:contents;}.wide .run{grid-area:run;}.wide .tag{grid-area:tag;}.wide .row bdi{display:-webkit-box;-webkit-box-orient:vertical;-webkit-line-clamp:2;line-clamp:2;overflow-wrap:anywhere;white-space:normal;line-height:1.3;}.wide .row .step{color:var(--lr-text);}.wide .numbers{display:contents;}.wide .numbers .logged{grid-area:logged;}.wide .numbers .expected{grid-area:expected;}.wide .plot svg{width:120px;height:26px;}.wide .step,.wide .logged,.wide .numbers .expected,.wide .head .expected{font-variant-numeric:tabular-nums;text-align:right;}.wide .head .run,.wide .head .tag{margin-left:-4px;}.wide .compare{display:none;}@container (min-width:470px){.cards .row{grid-template-columns:16px minmax(0,1fr) 84px 62px;grid-template-areas:'icon headline plot numbers' 'warned name plot step';}.cards .plot svg{width:84px;height:34px;}.cards .numbers{display:grid;justify-items:end;line-height:15px;}}`;var Xe=class{constructor(e,t){this.tops=new Float64Array(e+1);for(let n=0;n<e;n++)this.tops[n+1]=this.top(n)+t(n)}get count(){return this.tops.length-1}get height(){return this.top(this.count)}top(e){return this.tops[e]??0}at(e){let t=0,n=this.count;for(;t<n;){let i=t+n>>1;this.top(i+1)>e?n=i:t=i+1}return Math.min(t,this.count-1)}window(e,t){let n=this.at(e-600);return{start:Math.max(0,n),end:this.at(e+t+600)+1}}scrollTopFor(e,t,n){let i=this.top(e),s=this.top(e+1);return i<t?i:s>t+n?s-n:t}};function Ci(r,e,t,n){let s={ArrowDown:e+1,ArrowUp:e-1,PageDown:e+n,PageUp:e-n,Home:0,End:t-1}[r];return s===void 0||t===0?null:Math.min(t-1,Math.max(0,s))}var Ko=30,Oi=48,Ii=58,jo=34,Bo=820,H=class extends S{constructor(){super(...arguments);this.scrollPosition=0;this.size={width:0,height:0};this.activeKey=null;this.places=new Xe(0,()=>0);this.sparklines=new Ot(t=>this.client.sparklines(t),()=>this.requestUpdate());this.resizing=new ResizeObserver(()=>{let{clientWidth:t,clientHeight:n}=this.scroller;this.size={width:t,height:n-Ko}});this.scrollAfterUpdate=null}focus(){this.scroller?.focus()}disconnectedCallback(){super.disconnectedCallback(),this.resizing.disconnect()}firstUpdated(){this.resizing.observe(this.scroller)}get items(){return this.state.list.items}get isWide(){return this.size.width>=Bo}willUpdate(t){let n=t.get("state"),i=this.state.view.selected;if(t.has("state")&&n?.view.selected!==i&&i&&(this.activeKey=_(i)),n?.list.items===this.items&&!t.has("size"))return;let o=this.isWide?Oi:Ii,a=n&&this.anchor(n);this.places=new Xe(this.items.length,l=>ae(this.items[l])?jo:o),a!==void 0&&(this.scrollAfterUpdate=a())}anchor({list:t,view:n}){if(!this.scroller)return;let{text:i,severities:s,verdicts:o,onlyWarned:a,sort:l,grouping:d}=this.state.view;if(!(n.text===i&&n.severities===s&&n.verdicts===o&&n.onlyWarned===a&&n.sort===l&&n.grouping===d))return()=>0;let{scrollTop:u}=this.scroller,h=this.places.at(u),f=t.items[h]?.key,g=u-this.places.top(h);if(u!==0)return()=>{let y=this.items.findIndex($=>$.key===f);return y<0?u:this.places.top(y)+g}}updated(t){this.scrollAfterUpdate!==null&&(this.scroller.scrollTop=this.scrollAfterUpdate,this.scrollAfterUpdate=null),t.has("state")&&(this.scrollPosition=this.scroller.scrollTop),this.sparklines.want(this.visible().filter(n=>!ae(n)))}visible(){let{start:t,end:n}=this.places.window(this.scrollPosition,this.size.height);return this.items.slice(t,n)}render(){let{start:t}=this.places.window(this.scrollPosition,this.size.height),n=this.visible(),i=n.some(s=>s.key===this.activeKey);return p`<div
class="scroller ${this.isWide?"wide":"cards"}"
role="grid"
tabindex="0"
aria-label="Learning-rate series"
aria-rowcount=${this.items.length+1}
aria-multiselectable="true"
aria-activedescendant=${i?"active":m}
@scroll=${()=>this.scrollPosition=this.scroller.scrollTop}
@keydown=${this.onKey}
>
${(this.isWide?Ai:Pi)(this.state.view.sort,s=>this.store.change({sort:s}))}
<div class="content" role="rowgroup" style="height: ${this.places.height}px">
${n.map((s,o)=>this.renderItem(s,t+o))}
</div>
</div>`}renderItem(t,n){let i=this.places.top(n),s={index:n,isActive:t.key===this.activeKey,style:`top: ${i}px; height: ${this.places.top(n+1)-i}px`};if(ae(t))return _i(t,s,()=>this.toggle(t));let{view:o,list:a,colours:l}=this.state;return Ni(t,s,{isMember:a.members.has(t.key),colour:l.get(t.key)??null,isSelected:!!o.selected&&_(o.selected)===t.key,isCompared:o.compared.some(d=>_(d)===t.key),sparkline:this.sparklines.of(t),onClick:d=>{this.activeKey=t.key,d.ctrlKey||d.metaKey?this.store.toggleCompared(t):this.store.select(t)},onCompare:o.selected?d=>{d.stopPropagation(),this.store.toggleCompared(t)}:null})}toggle(t){this.activeKey=t.key,this.store.toggleGroup(t.key)}onKey(t){if(t.composedPath()[0]!==this.scroller||t.altKey)return;let n=this.items.findIndex(d=>d.key===this.activeKey),i=this.items[n];if(i&&this.act(t.key,i)){t.preventDefault();return}let s=Math.max(1,Math.floor(this.size.height/(this.isWide?Oi:Ii))-1),o=Ci(t.key,n,this.items.length,s),a=o===null?void 0:this.items[o];if(o===null||!a)return;t.preventDefault(),this.activeKey=a.key,this.scroller.scrollTop=this.places.scrollTopFor(o,this.scroller.scrollTop,this.size.height),this.state.view.selected&&!t.ctrlKey&&!t.metaKey&&!ae(a)&&this.store.select(a)}act(t,n){if(ae(n)){let i=t==="Enter"||t===" "||t===(n.isCollapsed?"ArrowRight":"ArrowLeft");return i&&this.toggle(n),i}if(t==="Enter")this.store.select(n),this.emit("lr-enter",null);else if(t===" "&&this.state.view.selected)this.store.toggleCompared(n);else return t===" ";return!0}};H.styles=[A,Li],b([v({attribute:!1})],H.prototype,"store",2),b([v({attribute:!1})],H.prototype,"state",2),b([v({attribute:!1})],H.prototype,"client",2),b([M()],H.prototype,"scrollPosition",2),b([M()],H.prototype,"size",2),b([M()],H.prototype,"activeKey",2),b([we(".scroller")],H.prototype,"scroller",2),H=b([R("lr-series-grid")],H);function Di(r){let{run:e,tag:t,verdict:n,severity:i,headline:s,detail:o,source:a,inferred:l}=r,d=(h,f)=>f.length>0?["",`**${h}**`,"",...f]:[],c=h=>h?["```",h.trimEnd(),"```"]:[],u=h=>h.map(f=>`- ${f}`);return[`**${s}**`,"",`Run \`${e}\`, tag \`${t}\`: ${n} (${i})`,...o?["",o]:[],...d("Evidence",Rt(r).map(({name:h,text:f})=>`- ${h}: ${f}`)),...d("Warnings",u(r.warnings.map(h=>h.text))),...d("Likely causes",r.causes.map((h,f)=>`${f+1}. ${h}`)),...d("Also possible",u(r.alternatives)),...d("Fix",c(r.fix)),...d("Asked for",[...r.schedule_text?[r.schedule_text]:[],...a?[`Read from ${Ue(a)} (${a.kind}).`,...c(a.text)]:[]]),...d("The points themselves",l?[l.text||l.schedule_text]:[]),"",`What the logged number is: ${St(r)}`,""].join(`
`)}function Hi(r,e){let t=document.createElement("a");t.href=URL.createObjectURL(r),t.download=e,t.click(),setTimeout(()=>URL.revokeObjectURL(t.href),1e4)}function It(r,e){return`${r.join("_").replace(/[^\p{L}\p{N}.-]+/gu,"_").slice(0,120)}.${e}`}var Qe=class extends S{constructor(){super(...arguments);this.moment=null}connectedCallback(){super.connectedCallback(),this.timer=setInterval(()=>this.requestUpdate(),1e3)}disconnectedCallback(){super.disconnectedCallback(),clearInterval(this.timer)}render(){return this.moment===null?p``:p`${Sn(Date.now()-this.moment)}`}};b([v({attribute:!1})],Qe.prototype,"moment",2),Qe=b([R("lr-updated")],Qe);var Vo=2e3,U=class extends S{constructor(){super(...arguments);this.said=""}render(){let{view:t,diagnosis:n,updatedAt:i}=this.state,s=t.selected;if(!s)return m;let{run:o,tag:a}=s,l=n?.points.wall_time??[],d=l[l.length-1];return p`<header>
<button
type="button"
data-testid="close"
aria-label="Back to all series"
title="Back to all series (Esc)"
@click=${()=>this.store.select(null)}
>
← All
</button>
<h2><bdi>${o}</bdi> <bdi class="tag">${a}</bdi></h2>
<div class="actions" role="group" aria-label="Save and share">
<span class="age" data-testid="age">
${d===void 0?m:p`last point <lr-updated .moment=${d*1e3}></lr-updated>, `}
checked <lr-updated .moment=${i}></lr-updated>
</span>
${n?p`<button
type="button"
data-testid="save-png"
title="Save the chart as a picture"
@click=${this.savePng}
>
↓ PNG
</button>
<a
data-testid="save-csv"
title="Save the points with expected rate and error"
href=${Tr(s)}
download=${It([o,a],"csv")}
>↓ CSV</a
>
<a
data-testid="save-json"
title="Save the diagnosis"
href=${tt(s)}
download=${It([o,a],"json")}
>↓ JSON</a
>
<button
type="button"
data-testid="copy-report"
title="Copy the diagnosis as text, for an issue"
@click=${()=>this.copy(Di(n),"Report")}
>
Copy report
</button>`:m}
<button
type="button"
data-testid="copy-link"
title="Copy a link to this view"
@click=${()=>this.copy(this.link(),"Link")}
>
Copy link
</button>
<span class="muted" role="status">${this.said}</span>
</div>
</header>`}async copy(t,n){this.say(await Ct(t)?`${n} copied`:"The browser does not allow copying")}async savePng(){let t=await this.drawImage(),{run:n="",tag:i=""}=this.state.view.selected??{};t?Hi(t,It([n,i],"png")):this.say("There is no chart to save")}say(t){this.said=t,setTimeout(()=>this.said="",Vo)}};U.styles=[A,w` header{display:flex;flex-wrap:wrap;align-items:center;gap:4px 10px;border-bottom:1px solid var(--lr-border);padding:8px 14px;}h2{flex:1 1 200px;min-width:0;font-size:16px;font-weight:500;line-height:1.3;overflow-wrap:anywhere;}.tag{color:var(--lr-text-muted);font-weight:400;}.actions{display:flex;flex-wrap:wrap;align-items:center;}.age{color:var(--lr-text-muted);font-size:12px;margin-right:8px;}.actions button,a{display:inline-flex;align-items:center;border:none;border-radius:4px;padding:0 7px;min-height:28px;color:var(--lr-link);font-size:13px;text-decoration:none;}a:hover{background:var(--lr-surface-hover);}`],b([v({attribute:!1})],U.prototype,"store",2),b([v({attribute:!1})],U.prototype,"state",2),b([v({attribute:!1})],U.prototype,"link",2),b([v({attribute:!1})],U.prototype,"drawImage",2),b([M()],U.prototype,"said",2),U=b([R("lr-series-header")],U);var Te=class extends S{focus(){this.renderRoot.querySelector("h2")?.focus()}render(){let{standing:e,headline:t,detail:n,acknowledged:i}=this.diagnosis;return p`<h2 tabindex="-1" aria-describedby=${n?"detail":m}>
${q(e,18)}
<span data-testid="headline" class="severity-${e}">${F(t)}</span>
</h2>
${i?p`<p class="muted" data-testid="acknowledged">${yi(this.diagnosis)}</p>`:m}
${n?p`<p id="detail" data-testid="detail">${F(n)}</p>`:m}`}};Te.styles=[A,w` :host{padding:14px 16px 0;overflow-wrap:anywhere;}h2{display:flex;gap:9px;font-size:16px;font-weight:500;line-height:1.35;}h2 svg{flex:none;margin-top:3px;}p{margin-top:10px;}`],b([v({attribute:!1})],Te.prototype,"diagnosis",2),Te=b([R("lr-verdict")],Te);var Fi=w` summary{padding:4px 0;color:var(--lr-link);font-weight:500;cursor:pointer;}.body{display:grid;grid-template-columns:minmax(0,1fr);gap:10px;padding-top:6px;}.fields{display:grid;grid-template-columns:repeat(auto-fill,minmax(132px,1fr));gap:10px 12px;}label{display:block;color:var(--lr-text-muted);font-size:12px;line-height:1.3;}input[type='text']{width:100%;min-height:30px;margin-top:3px;border:1px solid var(--lr-border-strong);border-radius:4px;padding:3px 8px;background:var(--lr-surface);color:var(--lr-text);font:inherit;font-size:13px;font-variant-numeric:tabular-nums;}.edited input{border-color:var(--lr-edited);box-shadow:inset 0 0 0 1px var(--lr-edited);}input[aria-invalid='true']{border-color:var(--lr-error);box-shadow:inset 0 0 0 1px var(--lr-error);}.switch{display:flex;flex-direction:row-reverse;align-items:center;justify-content:flex-end;gap:7px;padding-top:20px;}.switch input{width:17px;height:17px;accent-color:var(--lr-edited);}.about{margin-top:2px;color:var(--lr-text-muted);font-size:12px;}.problem{color:var(--lr-error);}.end{display:flex;align-items:center;justify-content:space-between;gap:10px;}.end button{flex:none;}`;var ne=class extends S{constructor(){super(...arguments);this.reset=()=>{this.store.change({whatIf:{}}),this.renderRoot.querySelector("input")?.focus()}}render(){let{isOpen:t}=this.state.whatIf;return p`<details data-testid="what-if" ?open=${t} @toggle=${this.toggle}>
<summary>What if …</summary>
${t?p`<div class="body">${this.renderBody()}</div>`:m}
</details>`}renderBody(){let{base:t,edited:n,problems:i}=this.state.whatIf,s=i[_e],o=s===void 0?m:p`<p class="problem" role="alert">${s}</p>`;return t?t.schedule?[this.renderStart(t),this.renderEnd(n),this.renderFields(t),o,n?this.renderEdited(n):m]:p`<p>No schedule is known for this series, so there is nothing to edit.</p>`:s===void 0?p`<p class="muted">Reading the schedule…</p>`:o}renderStart({parameters:t}){return t.length===0?p`<p data-testid="what-if-fixed">
This schedule has no parameters to edit: it is known by its points only. The end of the run can be
moved.
</p>`:this.diagnosis.schedule?m:p`<p data-testid="what-if-inferred">
No schedule is configured. These are the parameters of what the points follow.
</p>`}renderFields({parameters:t,rate_at_end:n}){return p`<div class="fields" role="group" aria-label="Parameters">
${t.map(({path:i,label:s,kind:o,value:a})=>this.renderField(mt(i),s,o,a))}
${n?this.renderField(ht,"End of the run (step)","integer",n.step):m}
</div>`}renderField(t,n,i,s){let o=en(s),a=n.charAt(0).toUpperCase()+n.slice(1),l=this.state.view.whatIf[t],d=this.state.whatIf.problems[t],c=l!==void 0&&l!=="",u=i==="boolean";return p`<div class=${c?"edited":""}>
<label class=${u?"switch":""}>
${a}
<input
type=${u?"checkbox":"text"}
role=${u?"switch":m}
autocomplete="off"
spellcheck="false"
data-field=${t}
placeholder=${o}
aria-invalid=${d?"true":m}
aria-describedby="about-${t}"
.value=${l??o}
.checked=${(l??o)==="true"}
@input=${f=>{let{checked:g,value:y}=f.target;this.edit(t,u?String(g):y,o)}}
@change=${()=>l===""&&this.edit(t,o,o)}
/>
</label>
<div id="about-${t}" class="about">
${c?`was ${o}`:m}
${d?p`<div class="problem" role="alert" data-testid="what-if-problem">${d}</div>`:m}
</div>
</div>`}renderEnd(t){let{baseToEnd:n}=this.state.whatIf,i=(t??n)?.rate_at_end,[s,o]=wt(i?.value??null,n?.rate_at_end?.value??null);return p`<div class="end">
<p role="status" data-testid="what-if-end">
${i?p`Rate at the end, step ${x(i.step)}: <b>${s}</b>${t?p`, <span class="muted">unedited ${o}</span>`:m}`:m}
</p>
<button
type="button"
data-testid="what-if-reset"
?disabled=${Object.keys(this.state.view.whatIf).length===0}
@click=${this.reset}
>
Reset
</button>
</div>`}renderEdited(t){let{configuration:n,configuration_syntax:i,schedule_text:s,schedule_formula:o,warnings:a}=t;return p`<p data-testid="what-if-text">${s}</p>
<p class="formula">${o}</p>
${a.length>0?p`<div class="warnings" data-testid="what-if-warnings">
${a.map(({text:l,fix:d})=>p`<p>${l}</p>
${d?p`<lr-code .heading=${"Fix"} .text=${d}></lr-code>`:m}`)}
</div>`:m}
${n?p`<lr-code
data-testid="what-if-configuration"
.heading=${`Configuration (${i?.replaceAll("_"," ")})`}
.text=${n}
></lr-code>`:m}`}edit(t,n,i){let{[t]:s,...o}=this.state.view.whatIf;this.store.change({whatIf:n===i?o:{...o,[t]:n}})}toggle(t){let{open:n}=t.target;n!==this.state.whatIf.isOpen&&this.store.setWhatIf({isOpen:n})}};ne.styles=[A,Fi],b([v({attribute:!1})],ne.prototype,"store",2),b([v({attribute:!1})],ne.prototype,"state",2),b([v({attribute:!1})],ne.prototype,"diagnosis",2),ne=b([R("lr-what-if")],ne);var zi=w` .state{max-width:720px;margin:0 auto;padding:72px 24px;}.state h2{margin-bottom:10px;font-size:20px;font-weight:500;}.state p{margin-bottom:12px;}.state ul{max-height:320px;overflow-y:auto;margin-bottom:16px;border:1px solid var(--lr-border);border-radius:4px;padding:8px 12px;list-style:none;overflow-wrap:anywhere;}.state code{border-radius:3px;padding:1px 5px;background:var(--lr-surface-code);font-size:13px;}`;function yr(r){return p`<div class="state" role="status" data-testid="loading">
<h2>${r?kt(r):"Reading the runs…"}</h2>
<p class="muted">TensorBoard looks for learning rates and for the schedules that were asked for.</p>
</div>`}function Ui(r,e){return p`<div class="state" role="alert" data-testid="error">
<h2>The diagnoses could not be read</h2>
<p>${r} This page keeps trying.</p>
<button type="button" @click=${e}>Try again now</button>
</div>`}function Wi({scalar_tags:r,logdir:e}){return p`<div class="state" data-testid="empty">
<h2>No learning-rate series found</h2>
<p>
${r.length>0?"No run has logged a scalar under a name that is known to hold a learning rate. These are the scalar tags there are:":"No run has logged any scalar yet. This page looks again by itself."}
</p>
${e?p`<p>TensorBoard reads <code>${e}</code>. Is that where the training writes to?</p>`:m}
${r.length>0?p`<ul>
${r.map(t=>p`<li>${t}</li>`)}
</ul>
<p>
If one of them is a learning rate, name it when you start TensorBoard:
<code>--lr_diagnostics_tags REGEX</code>
</p>`:m}
</div>`}var Ki=w` :host{color-scheme:light;--lr-surface:#ffffff;--lr-surface-side:#fafafa;--lr-surface-code:#f1f3f4;--lr-surface-hover:#f1f3f4;--lr-surface-selected:#fff1e0;--lr-border:#dadce0;--lr-border-strong:#80868b;--lr-text:#202124;--lr-text-muted:#5f6368;--lr-link:#185abc;--lr-accent:#d96500;--lr-logged:#d96500;--lr-expected:#3f5c9a;--lr-edited:#8e24aa;--lr-disagree:rgba(197,34,31,0.1);--lr-grid:#ebedef;--lr-mark:#5f6368;--lr-error:#c5221f;--lr-warning:#9a5b00;--lr-notice:#185abc;--lr-ok:#137333;--lr-unknown:#5f6368;--lr-surface-error:#fce8e6;--lr-surface-warning:#fef3dc;--lr-run-0:#425066;--lr-run-1:#12b5cb;--lr-run-2:#e52592;--lr-run-3:#f9ab00;--lr-run-4:#9334e6;--lr-run-5:#7cb342;--lr-run-6:#e8710a;}:host([theme='dark']){color-scheme:dark;--lr-surface:#303030;--lr-surface-side:#292929;--lr-surface-code:#3a3a3a;--lr-surface-hover:#363636;--lr-surface-selected:#433425;--lr-border:#4a4a4a;--lr-border-strong:#9aa0a6;--lr-text:#f1f3f4;--lr-text-muted:#bdc1c6;--lr-link:#8ab4f8;--lr-accent:#ff9d45;--lr-logged:#ffa24d;--lr-expected:#9db8ff;--lr-edited:#e58af5;--lr-disagree:rgba(242,139,130,0.15);--lr-grid:#434343;--lr-mark:#bdc1c6;--lr-error:#f6948c;--lr-warning:#fdd663;--lr-notice:#8ab4f8;--lr-ok:#81c995;--lr-unknown:#bdc1c6;--lr-surface-error:#4a2f2d;--lr-surface-warning:#453c26;--lr-run-0:#8e98a3;}`;var D=class extends S{constructor(){super(...arguments);this.theme="light";this.wasSelected=!1;this.hadFocus=!1;this.shownKey=null;this.isGoingOn=!1;this.goOn=()=>{this.isGoingOn=!this.focusOn("lr-verdict")};this.showKeys=()=>this.renderRoot.querySelector("lr-keys")?.toggle();this.onKey=t=>{let n=t.composedPath()[0];if(t.composedPath().some(s=>s instanceof HTMLDialogElement)&&t.key!=="?")return;let i=n instanceof HTMLInputElement||n instanceof HTMLTextAreaElement;t.ctrlKey||t.metaKey||t.altKey||(t.key==="Escape"&&!i&&!t.defaultPrevented&&(this.chartPanel?.full?this.chartPanel.toggleFull():this.store.select(null)),t.key==="?"&&!i&&this.showKeys(),t.key==="f"&&!i&&this.chartPanel?.toggleFull(),t.key==="c"&&!i&&this.renderRoot.querySelector("lr-diagnosis")?.copyFix(),t.key==="/"&&!i&&(t.preventDefault(),this.renderRoot.querySelector("lr-filters")?.focusSearch()))}}connectedCallback(){super.connectedCallback(),this.unsubscribe=this.store.subscribe(()=>this.requestUpdate()),this.addEventListener("keydown",this.onKey)}disconnectedCallback(){super.disconnectedCallback(),this.unsubscribe?.()}render(){let{state:t}=this.store,{diagnoses:n,failure:i}=t;return p`<main>
<h1 class="unseen">Learning rates</h1>
${this.renderSkip(t)} ${this.renderConnection(t)} ${this.renderTurnedBad(t)}
${n?p`<lr-problems .problems=${n.problems}></lr-problems> ${n.series.length>0?this.renderPanes(t):n.reading?yr(n.reading):Wi(n)}`:i===null?yr(null):Ui(i,this.retry)}
</main>
<lr-keys></lr-keys>`}willUpdate(){this.hadFocus=!!this.shadowRoot?.activeElement}updated(){let{view:t,diagnosis:n}=this.store.state,i=n?.key??null;i!==this.shownKey&&this.renderRoot.querySelector(".side")?.scrollTo(0,0),this.shownKey=i;let s=t.selected!==null;if(s!==this.wasSelected){this.wasSelected=s;let o=this.hadFocus&&!this.shadowRoot?.activeElement?.checkVisibility();o&&s&&(this.isGoingOn=!0),o&&!s&&this.focusOn("lr-series-grid")}this.isGoingOn&&i!==null&&i===(t.selected&&_(t.selected))&&this.goOn()}focusOn(t){let n=this.renderRoot.querySelector(t);return n?.updateComplete.then(()=>n.focus()),!!n}renderSkip({view:t,list:n}){return t.selected?p`<button class="skip" type="button" @click=${this.goOn}>To the diagnosis</button>`:n.count===0?m:p`<button class="skip" type="button" @click=${()=>this.focusOn("lr-series-grid")}>
To the list
</button>`}renderPanes(t){let{store:n,client:i}=this;return p`<div class="page ${t.view.selected?"selected":""}">
<div class="list">
<lr-filters .store=${n} .state=${t} @lr-keys=${this.showKeys}></lr-filters>
${t.list.count>0?p`<lr-series-grid
.store=${n}
.state=${t}
.client=${i}
@lr-enter=${this.goOn}
></lr-series-grid>`:p`<div class="none" data-testid="none">
No series passes the filters${t.diagnoses?.reading?" so far":""}.<br />
<button type="button" @click=${()=>n.clearFilters()}>
Show all ${C(t.diagnoses?.series.length??0,"series","series")}
</button>
</div>`}
</div>
${t.view.selected?this.renderSelected(t):m}
</div>`}renderSelected(t){let{store:n}=this,{diagnosis:i,drawn:s,diagnosisFailure:o}=t;return p`<lr-divider></lr-divider>
<div class="detail">
<lr-series-header
.store=${n}
.state=${t}
.link=${this.link}
.drawImage=${()=>this.chartPanel?.drawImage()??null}
></lr-series-header>
${o!==null&&i?p`<div class="strip" role="alert">${o}</div>`:m}
${i&&s?p`<div class="panes ${t.whatIf.isOpen?"trying":""}">
<div class="middle">
<lr-chart-panel
.store=${n}
.state=${t}
.diagnosis=${s}
.edited=${t.preview}
.theme=${this.theme}
></lr-chart-panel>
</div>
<div class="side">
<lr-verdict .diagnosis=${i}></lr-verdict>
<lr-diagnosis .diagnosis=${i}>
<lr-what-if .store=${n} .state=${t} .diagnosis=${i}></lr-what-if>
</lr-diagnosis>
</div>
</div>`:p`<div class="waiting" role="status" data-testid="waiting">
${o??"Reading the series…"}
</div>`}
</div>`}renderConnection({failure:t,updatedAt:n}){return t===null||n===null?m:p`<div class="strip" role="alert" data-testid="connection">
<span
>${t.replace(/\.$/,"")}; last data from ${lr(n)}. This page keeps
trying.</span
>
<button type="button" @click=${this.retry}>Try again now</button>
</div>`}renderTurnedBad({turnedBad:t}){let[n]=t;return p`<div role="alert" data-testid="turned-bad">
${n?p`<div class="strip">
<span>
${t.length===1?"A series":C(t.length,"series","series")}
turned bad while this page was open: <b><bdi>${n.run}</bdi></b
>: ${n.headline}
</span>
<button type="button" @click=${()=>this.store.select(n)}>Show</button>
<button type="button" @click=${()=>this.store.acknowledge()}>Dismiss</button>
</div>`:m}
</div>`}};D.styles=[Ki,A,zi,Rn],b([v({attribute:!1})],D.prototype,"store",2),b([v({attribute:!1})],D.prototype,"client",2),b([v({attribute:!1})],D.prototype,"link",2),b([v({attribute:!1})],D.prototype,"retry",2),b([v({reflect:!0})],D.prototype,"theme",2),b([we("lr-chart-panel")],D.prototype,"chartPanel",2),D=b([R("lr-app")],D);var Go=800,qo=100,Zo=5e3;function Hh(){try{Yo()}catch(r){console.error(r),Xo(`The Learning Rate page could not start: ${K(r)}`)}}function Yo(){Jo();let r=new st(window),e=new et,t=new ut(e,lt(r.read())),n=new dt(()=>(t.setHostFilter(r.runFilter),t.refresh()),()=>ot(window),()=>t.isPartial?qo:t.state.failure===null?Go:Zo),i=Wr(t,r);tn(t,e),t.subscribe(()=>Lr(window,t.state.turnedBad.length));let s=new D;s.store=t,s.client=e,s.link=i,s.retry=n.poke,Nr(window,o=>s.theme=o),document.body.append(s),Cr(window,n.poke),_r(window,n.poke),n.poke()}function Jo(){document.documentElement.lang="en",document.title="Learning Rate",document.body.style.margin="0"}function Xo(r){let e=document.createElement("p");e.dataset.testid="error",e.setAttribute("role","alert"),e.style.cssText=`margin: 48px 24px; font: 14px/1.45 ${Z}`,e.textContent=r,document.body.replaceChildren(e)}export{Hh as render};
